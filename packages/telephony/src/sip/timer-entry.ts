/** A timer that was set; it runs once unless it is stopped before. */
export interface Timer {
  readonly dueMs: number;
  stop(): void;
}

/** Who is told by name that a timer of his is due: whoever has several needs no closure for each. */
export interface TimerOwner<Name extends string> {
  timerDue(name: Name, nowMs: number): void;
}

/** A timer where it waits, which is its own handle: thousands are set each second, and most are stopped. */
export class TimerEntry implements Timer {
  readonly dueMs: number;
  readonly #order: number;
  readonly #name: string;
  readonly #stopped: () => void;
  #owner: TimerOwner<string> | null;

  /** `order` decides between timers that are due at the same time; `stopped` is one function for many entries. */
  constructor(
    dueMs: number,
    order: number,
    owner: TimerOwner<string>,
    name: string,
    stopped: () => void,
  ) {
    this.dueMs = dueMs;
    this.#order = order;
    this.#owner = owner;
    this.#name = name;
    this.#stopped = stopped;
  }

  /** Whether it has neither run nor been stopped. */
  get isLive(): boolean {
    return this.#owner !== null;
  }

  stop(): void {
    if (this.#owner === null) return;
    this.#owner = null;
    this.#stopped();
  }

  run(nowMs: number): void {
    const owner = this.#owner;
    this.#owner = null;
    owner?.timerDue(this.#name, nowMs);
  }

  isBefore(other: TimerEntry): boolean {
    return this.dueMs < other.dueMs || (this.dueMs === other.dueMs && this.#order < other.#order);
  }
}
