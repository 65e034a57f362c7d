import type { Timer, TimerQueue } from '../timer-queue.ts';

/**
 * When which address of record has to be looked at again: one timer for all, and pages of ten seconds, so that a
 * hundred thousand bindings cost a reference each and no timer. A binding may outlive its time on the page by that.
 */
export class ExpiryCalendar {
  readonly #timers: TimerQueue;
  readonly #look: (aor: string, nowMs: number) => void;
  readonly #pages = new Map<number, Set<string>>();
  #timer: Timer | null = null;

  constructor(timers: TimerQueue, look: (aor: string, nowMs: number) => void) {
    this.#timers = timers;
    this.#look = look;
  }

  /** Notes that a binding of an address of record expires then. */
  note(aor: string, expiresAtMs: number): void {
    const page = Math.floor(expiresAtMs / pageMs) + 1;
    const noted = this.#pages.get(page);
    if (noted === undefined) this.#pages.set(page, new Set([aor]));
    else noted.add(aor);
    this.#arm(page * pageMs);
  }

  #arm(dueMs: number): void {
    if (this.#timer !== null && this.#timer.dueMs <= dueMs) return;
    this.#timer?.stop();
    this.#timer = this.#timers.set(dueMs, (atMs) => {
      this.#timer = null;
      this.#turn(atMs);
    });
  }

  #turn(nowMs: number): void {
    let nextPage = Number.POSITIVE_INFINITY;
    for (const [page, aors] of this.#pages) {
      if (page * pageMs > nowMs) {
        nextPage = Math.min(nextPage, page);
        continue;
      }
      this.#pages.delete(page);
      for (const aor of aors) this.#look(aor, nowMs);
    }
    if (nextPage !== Number.POSITIVE_INFINITY) this.#arm(nextPage * pageMs);
  }
}

const pageMs = 10_000;
