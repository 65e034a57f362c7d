import { BoundedMap } from './bounded-map.ts';

export interface BanPolicy {
  /** So many offences within `withinMs` bring a ban; 10 unless given. */
  readonly offences: number;
  readonly withinMs: number;
  readonly banMs: number;
}

/** A source that meets silence for a time. */
export interface Ban {
  readonly source: string;
  readonly untilMs: number;
  readonly why: string;
}

/** Counts offences by source and bans with an end; bounded memory. */
export class Bans {
  readonly #policy: BanPolicy;
  readonly #counts: BoundedMap<string, { count: number; sinceMs: number }>;
  readonly #bans: BoundedMap<string, Ban>;

  constructor(policy: BanPolicy, maxSources: number) {
    this.#policy = policy;
    this.#counts = new BoundedMap(maxSources);
    this.#bans = new BoundedMap(maxSources);
  }

  isBanned(source: string, nowMs: number): boolean {
    const ban = this.#bans.get(source);
    if (ban === undefined) return false;
    if (nowMs < ban.untilMs) return true;
    this.#bans.delete(source);
    return false;
  }

  /** Notes an offence; gives back the ban when it brings one. */
  offence(source: string, why: string, nowMs: number): Ban | null {
    const { offences, withinMs } = this.#policy;
    const known = this.#counts.get(source);
    const counted =
      known === undefined || nowMs - known.sinceMs > withinMs
        ? { count: 0, sinceMs: nowMs }
        : known;
    counted.count += 1;
    this.#counts.set(source, counted);
    return counted.count >= offences ? this.ban(source, why, nowMs) : null;
  }

  /** A success takes one offence back: one mistaken telephone must not silence a whole office behind one address. */
  forgive(source: string): void {
    const known = this.#counts.get(source);
    if (known === undefined) return;
    known.count -= 1;
    if (known.count <= 0) this.#counts.delete(source);
  }

  ban(source: string, why: string, nowMs: number): Ban {
    const ban = { source, why, untilMs: nowMs + this.#policy.banMs };
    this.#counts.delete(source);
    this.#bans.set(source, ban);
    return ban;
  }

  /** Ends a ban before its time. */
  lift(source: string): void {
    this.#bans.delete(source);
  }

  /** The bans that hold. */
  list(nowMs: number): Ban[] {
    return Array.from(this.#bans, ([, ban]) => ban).filter(({ untilMs }) => untilMs > nowMs);
  }
}
