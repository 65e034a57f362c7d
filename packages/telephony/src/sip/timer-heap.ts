import type { TimerEntry } from './timer-entry.ts';

/** Timers in any order, as a binary heap; stopped ones are swept out when they outnumber the others. */
export class TimerHeap {
  #heap: TimerEntry[] = [];
  #stopped = 0;

  /** The first that is live; null when none is. */
  first(): TimerEntry | null {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return null;
      if (first.isLive) return first;
      this.#stopped -= 1;
      this.shift();
    }
  }

  push(entry: TimerEntry): void {
    this.#heap.push(entry);
    let at = this.#heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes away the one that `first` gave. */
  shift(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  /** One of them was stopped. */
  stopped(): void {
    this.#stopped += 1;
    if (this.#heap.length <= 64 || this.#stopped * 2 < this.#heap.length) return;
    this.#heap = this.#heap.filter((entry) => entry.isLive);
    this.#stopped = 0;
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at -= 1) this.#sink(at);
  }

  #before(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    return first !== undefined && second !== undefined && first.isBefore(second);
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
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
}
