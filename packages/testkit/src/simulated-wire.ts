/** How a wire treats datagrams; reordering follows from jitter. */
export interface WireImpairments {
  /** 0 to 1. */
  readonly loss: number;
  readonly duplication: number;
  readonly delayMs: number;
  readonly jitterMs: number;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** A host on the wire: takes datagrams and time, and sends by the wire. */
export interface WireHost {
  receive(bytes: Uint8Array, from: Address, nowMs: number): void;
  wake(nowMs: number): void;
  nextWakeMs(): number | null;
}

interface Datagram {
  readonly atMs: number;
  readonly order: number;
  readonly from: Address;
  readonly to: string;
  readonly bytes: Uint8Array;
}

/** A network of hosts under virtual time that loses, delays, duplicates and reorders from a seed. */
export class SimulatedWire {
  nowMs = 0;
  sent = 0;
  lastSentMs = 0;
  readonly #impairments: WireImpairments;
  readonly #random: () => number;
  readonly #hosts = new Map<string, WireHost>();
  #flying: Datagram[] = [];
  #actions: { readonly atMs: number; readonly run: (nowMs: number) => void }[] = [];
  #order = 0;

  constructor(impairments: WireImpairments, random: () => number) {
    this.#impairments = impairments;
    this.#random = random;
  }

  attach(at: Address, host: WireHost): void {
    this.#hosts.set(`${at.host}:${at.port}`, host);
  }

  send(from: Address, to: Address, bytes: Uint8Array): void {
    this.sent += 1;
    this.lastSentMs = this.nowMs;
    const copies = this.#random() < this.#impairments.duplication ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (this.#random() < this.#impairments.loss) continue;
      const { delayMs, jitterMs } = this.#impairments;
      const atMs = this.nowMs + delayMs + this.#random() * jitterMs;
      this.#flying.push({ atMs, order: this.#order, from, to: `${to.host}:${to.port}`, bytes });
      this.#order += 1;
    }
  }

  /** Something that a user does at a time. */
  at(atMs: number, run: (nowMs: number) => void): void {
    this.#actions.push({ atMs, run });
  }

  /** Moves time to the next thing that happens, until nothing is left to happen or the limit is reached. */
  run(untilMs: number): void {
    for (;;) {
      const wakes = [...this.#hosts.values()].map((host) => host.nextWakeMs() ?? Infinity);
      const arrivals = this.#flying.map(({ atMs }) => atMs);
      const actions = this.#actions.map(({ atMs }) => atMs);
      const nextMs = Math.min(...wakes, ...arrivals, ...actions);
      if (nextMs === Infinity || nextMs > untilMs) return;
      this.nowMs = Math.max(this.nowMs, nextMs);
      this.#step();
    }
  }

  #step(): void {
    const due = this.#actions.filter(({ atMs }) => atMs <= this.nowMs);
    this.#actions = this.#actions.filter(({ atMs }) => atMs > this.nowMs);
    for (const { run } of due) run(this.nowMs);
    const arrived = this.#flying.filter(({ atMs }) => atMs <= this.nowMs);
    this.#flying = this.#flying.filter(({ atMs }) => atMs > this.nowMs);
    arrived.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    for (const { to, from, bytes } of arrived)
      this.#hosts.get(to)?.receive(bytes, from, this.nowMs);
    for (const host of this.#hosts.values()) {
      if ((host.nextWakeMs() ?? Infinity) <= this.nowMs) host.wake(this.nowMs);
    }
  }
}
