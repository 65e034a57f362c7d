/** How connections behave: always in order, in pieces, late, and now and then cut. */
export interface StreamImpairments {
  readonly delayMs: number;
  readonly jitterMs: number;
  /** The longest piece that bytes arrive in. */
  readonly pieceBytes: number;
  /** The chance that a connection is lost with what is under way, at each write; 0 to 1. */
  readonly reset: number;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** One end of the network: opens connections, takes them, and is told of them by its own numbers. */
export interface StreamHost {
  /** A connection comes; null refuses it. */
  accept(from: Address, nowMs: number): number | null;
  opened(flow: number, nowMs: number): void;
  received(flow: number, bytes: Uint8Array, nowMs: number): void;
  closed(flow: number, nowMs: number): void;
  wake(nowMs: number): void;
  nextWakeMs(): number | null;
}

interface End {
  readonly host: StreamHost;
  flow: number;
  /** When the last byte that is under way to it arrives: what follows comes later. */
  lastMs: number;
}

interface Link {
  readonly ends: [End, End];
  open: boolean;
}

/** A network of connections under virtual time, from a seed. */
export class SimulatedStreams {
  nowMs = 0;
  readonly #impairments: StreamImpairments;
  readonly #random: () => number;
  readonly #listeners = new Map<string, StreamHost>();
  readonly #hosts = new Set<StreamHost>();
  readonly #links = new Set<Link>();
  #events: { readonly atMs: number; readonly order: number; readonly run: () => void }[] = [];
  #order = 0;
  #port = 30_000;

  constructor(impairments: StreamImpairments, random: () => number) {
    this.#impairments = impairments;
    this.#random = random;
  }

  attach(at: Address, host: StreamHost): void {
    this.#listeners.set(`${at.host}:${at.port}`, host);
    this.#hosts.add(host);
  }

  /** Something that a user does at a time. */
  at(atMs: number, run: () => void): void {
    this.#events.push({ atMs, order: (this.#order += 1), run });
  }

  connect(host: StreamHost, flow: number, from: string, to: Address): void {
    const link: Link = {
      ends: [
        { host, flow, lastMs: this.nowMs },
        { host, flow: 0, lastMs: this.nowMs },
      ],
      open: true,
    };
    this.#links.add(link);
    this.#port += 1;
    const port = this.#port;
    this.at(this.nowMs + this.#late(), () => {
      const listener = this.#listeners.get(`${to.host}:${to.port}`);
      const accepted = link.open
        ? (listener?.accept({ host: from, port }, this.nowMs) ?? null)
        : null;
      if (listener === undefined || accepted === null) {
        this.#cut(link);
        return;
      }
      link.ends[1] = { host: listener, flow: accepted, lastMs: this.nowMs };
      const openedMs = this.nowMs + this.#late();
      link.ends[0].lastMs = openedMs;
      this.at(openedMs, () => {
        if (link.open) host.opened(flow, this.nowMs);
      });
    });
  }

  write(host: StreamHost, flow: number, bytes: Uint8Array): void {
    const link = this.#linkOf(host, flow);
    if (link === undefined) return;
    const far =
      link.ends[0].host === host && link.ends[0].flow === flow ? link.ends[1] : link.ends[0];
    for (let at = 0; at < bytes.length;) {
      const size = 1 + Math.floor(this.#random() * this.#impairments.pieceBytes);
      const piece = bytes.slice(at, at + size);
      at += size;
      far.lastMs = Math.max(far.lastMs, this.nowMs + this.#late());
      this.at(far.lastMs, () => {
        if (link.open) far.host.received(far.flow, piece, this.nowMs);
      });
      if (this.#random() < this.#impairments.reset * (size / bytes.length)) {
        this.at(this.nowMs + this.#late(), () => {
          this.#cut(link);
        });
      }
    }
  }

  close(host: StreamHost, flow: number): void {
    const link = this.#linkOf(host, flow);
    if (link !== undefined) this.#cut(link);
  }

  /** Moves time to the next thing that happens, until nothing is left to happen or the limit is reached. */
  run(untilMs: number): void {
    for (;;) {
      const wakes = [...this.#hosts].map((host) => host.nextWakeMs() ?? Infinity);
      const nextMs = Math.min(...wakes, ...this.#events.map(({ atMs }) => atMs));
      if (nextMs === Infinity || nextMs > untilMs) return;
      this.nowMs = Math.max(this.nowMs, nextMs);
      const due = this.#events.filter(({ atMs }) => atMs <= this.nowMs);
      this.#events = this.#events.filter(({ atMs }) => atMs > this.nowMs);
      due.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
      for (const { run } of due) run();
      for (const host of this.#hosts)
        if ((host.nextWakeMs() ?? Infinity) <= this.nowMs) host.wake(this.nowMs);
    }
  }

  #late(): number {
    return this.#impairments.delayMs + this.#random() * this.#impairments.jitterMs;
  }

  #linkOf(host: StreamHost, flow: number): Link | undefined {
    for (const link of this.#links)
      if (link.open && link.ends.some((end) => end.host === host && end.flow === flow)) return link;
    return undefined;
  }

  #cut(link: Link): void {
    if (!link.open) return;
    link.open = false;
    this.#links.delete(link);
    for (const { host, flow } of new Set(link.ends)) if (flow !== 0) host.closed(flow, this.nowMs);
  }
}
