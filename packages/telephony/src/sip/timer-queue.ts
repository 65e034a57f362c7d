/** A timer that was set; it runs once unless it is stopped before. */
export interface Timer {
  readonly dueMs: number;
  stop(): void;
}

/** A timer in the heap, which is its own handle: thousands are set each second, and most are stopped. */
class Entry implements Timer {
  readonly dueMs: number;
  readonly order: number;
  run: ((nowMs: number) => void) | null;
  readonly #stopped: () => void;

  constructor(dueMs: number, order: number, run: (nowMs: number) => void, stopped: () => void) {
    this.dueMs = dueMs;
    this.order = order;
    this.run = run;
    this.#stopped = stopped;
  }

  stop(): void {
    if (this.run === null) return;
    this.run = null;
    this.#stopped();
  }
}

/** Timers under injected time: a binary heap; stopped entries are swept out when they outnumber the live. */
export class TimerQueue {
  #heap: Entry[] = [];
  #live = 0;
  #order = 0;
  /** One for all entries. */
  readonly #stopped = (): void => {
    this.#live -= 1;
    if (this.#heap.length > 64 && this.#live * 2 < this.#heap.length) this.#sweep();
  };

  /** How many timers are set and neither stopped nor run. */
  get live(): number {
    return this.#live;
  }

  set(dueMs: number, run: (nowMs: number) => void): Timer {
    const entry = new Entry(dueMs, this.#order, run, this.#stopped);
    this.#order += 1;
    this.#live += 1;
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return entry;
  }

  /** When the earliest timer is due, null when none is set. */
  nextMs(): number | null {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return null;
      if (first.run !== null) return first.dueMs;
      this.#removeFirst();
    }
  }

  /** Runs every timer that is due, in order of time; those set meanwhile for the past run too. */
  run(nowMs: number): void {
    for (;;) {
      const dueMs = this.nextMs();
      const first = this.#heap[0];
      if (dueMs === null || dueMs > nowMs || first === undefined) return;
      this.#removeFirst();
      const { run } = first;
      first.run = null;
      this.#live -= 1;
      run?.(nowMs);
    }
  }

  #before(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return false;
    return (
      first.dueMs < second.dueMs || (first.dueMs === second.dueMs && first.order < second.order)
    );
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = at * 2 + 1;
      const child = this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, at)) return;
      this.#swap(child, at);
      at = child;
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #sweep(): void {
    this.#heap = this.#heap.filter((entry) => entry.run !== null);
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at -= 1) this.#sink(at);
  }
}
