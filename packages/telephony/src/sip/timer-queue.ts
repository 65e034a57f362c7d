import { TimerEntry, type Timer, type TimerOwner } from './timer-entry.ts';
import { TimerHeap } from './timer-heap.ts';
import { TimerLine } from './timer-line.ts';

export type { Timer, TimerOwner } from './timer-entry.ts';

/** Where timers wait, and what its entries call when they are stopped. */
interface Place<Timers extends TimerHeap | TimerLine = TimerHeap | TimerLine> {
  readonly timers: Timers;
  readonly stopped: () => void;
}

/** The timers of SIP have a handful of lengths: only so many have lines of their own. */
const mostLines = 12;

/** Timers under injected time: those of usual lengths stand in line, others in a heap. */
export class TimerQueue {
  #live = 0;
  #order = 0;
  readonly #heap = this.#place(new TimerHeap());
  /** By the length that their timers run. */
  readonly #lines = new Map<number, Place<TimerLine>>();
  readonly #places: Place[] = [this.#heap];

  /** How many timers are set and have neither run nor been stopped. */
  get live(): number {
    return this.#live;
  }

  /** Sets a timer for any time. */
  set(dueMs: number, run: (nowMs: number) => void): Timer {
    const owner = {
      timerDue: (_name: string, nowMs: number): void => {
        run(nowMs);
      },
    };
    return this.#add(this.#heap, dueMs, owner, '');
  }

  /** Sets a timer of a length that many have; its owner is told its name when it is due. */
  after<Name extends string>(
    nowMs: number,
    lengthMs: number,
    owner: TimerOwner<Name>,
    name: Name,
  ): Timer {
    const dueMs = nowMs + lengthMs;
    const line = this.#lines.get(lengthMs) ?? this.#newLine(lengthMs);
    // Where the clock was set back, it is due before those that were set earlier.
    const place = line?.timers.takes(dueMs) === true ? line : this.#heap;
    return this.#add(place, dueMs, owner, name);
  }

  /** When the earliest timer is due, null when none is set. */
  nextMs(): number | null {
    return this.#earliest()?.first()?.dueMs ?? null;
  }

  /** Runs every timer that is due, in order of time and of setting; those set meanwhile for the past run too. */
  run(nowMs: number): void {
    for (;;) {
      const timers = this.#earliest();
      const first = timers?.first() ?? null;
      if (timers === null || first === null || first.dueMs > nowMs) return;
      timers.shift();
      this.#live -= 1;
      first.run(nowMs);
    }
  }

  /** Where the earliest timer waits. */
  #earliest(): TimerHeap | TimerLine | null {
    let earliest: TimerEntry | null = null;
    let where: TimerHeap | TimerLine | null = null;
    for (const { timers } of this.#places) {
      const first = timers.first();
      if (first === null || (earliest !== null && !first.isBefore(earliest))) continue;
      earliest = first;
      where = timers;
    }
    return where;
  }

  #add<Name extends string>(
    { timers, stopped }: Place,
    dueMs: number,
    owner: TimerOwner<Name>,
    name: Name,
  ): Timer {
    this.#order += 1;
    this.#live += 1;
    // It is told no name but the one it gave.
    const told = owner as TimerOwner<string>;
    const entry = new TimerEntry(dueMs, this.#order, told, name, stopped);
    timers.push(entry);
    return entry;
  }

  #newLine(lengthMs: number): Place<TimerLine> | null {
    if (this.#lines.size >= mostLines) return null;
    const line = this.#place(new TimerLine());
    this.#lines.set(lengthMs, line);
    this.#places.push(line);
    return line;
  }

  #place<Timers extends TimerHeap | TimerLine>(timers: Timers): Place<Timers> {
    const stopped = (): void => {
      this.#live -= 1;
      timers.stopped();
    };
    return { timers, stopped };
  }
}
