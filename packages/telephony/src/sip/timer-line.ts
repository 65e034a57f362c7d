import type { TimerEntry } from './timer-entry.ts';

/** So many may be left behind the front before the others are moved up. */
const leftBehind = 64;

/**
 * Timers that are due in the order in which they were set, as all are that run equally long: they stand in line, and
 * nothing is sorted. Stopped ones leave when they come to the front, or when they outnumber the others.
 */
export class TimerLine {
  #entries: TimerEntry[] = [];
  #front = 0;
  #stopped = 0;

  /** The first that is live; null when none is. */
  first(): TimerEntry | null {
    for (; this.#front < this.#entries.length; this.#front += 1) {
      const entry = this.#entries[this.#front];
      if (entry?.isLive === true) return entry;
      this.#stopped -= 1;
    }
    this.#entries = [];
    this.#front = 0;
    return null;
  }

  /** Whether a timer that is due then may stand at the end. */
  takes(dueMs: number): boolean {
    const last = this.#entries.at(-1);
    return last === undefined || last.dueMs <= dueMs;
  }

  push(entry: TimerEntry): void {
    this.#entries.push(entry);
  }

  /** Takes away the one that `first` gave. */
  shift(): void {
    this.#front += 1;
    if (this.#front > leftBehind && this.#front * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#front);
      this.#front = 0;
    }
  }

  /** One of them was stopped. */
  stopped(): void {
    this.#stopped += 1;
    const standing = this.#entries.length - this.#front;
    if (standing <= leftBehind || this.#stopped * 2 < standing) return;
    this.#entries = this.#entries.slice(this.#front).filter((entry) => entry.isLive);
    this.#front = 0;
    this.#stopped = 0;
  }
}
