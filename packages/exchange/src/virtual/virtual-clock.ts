import { EventHeap } from '@everyline/capacity';

export interface VirtualClockOptions {
  readonly startMs: number;
  /**
   * Lets everything else of the program that is ready go on (one turn of the event loop): promises that an event
   * settled are followed before time moves.
   */
  readonly breathe: () => Promise<void>;
}

/** Keeps the clock from passing a time; to be released, by whoever holds it, exactly when the work is done. */
export interface Hold {
  /** The clock may go on up to here, not beyond: the work will want nothing before it. */
  until(ms: number): void;
  release(): void;
}

/**
 * A clock that jumps from event to event. It never passes a moment before which outside work, that holds it, may still
 * want something: a database, a thread, a file. So a week runs as fast as the work in it, in the same order every time.
 */
export class VirtualClock {
  readonly #breathe: () => Promise<void>;
  readonly #events = new EventHeap<{ run: (() => void) | null }>();
  readonly #holds = new Set<{ untilMs: number }>();
  #nowMs: number;
  #wakeRunner: (() => void) | null = null;
  #running = false;

  constructor(options: VirtualClockOptions) {
    this.#nowMs = options.startMs;
    this.#breathe = options.breathe;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** Runs something at a time, or as soon as possible where that is past; returns what cancels it. */
  at(ms: number, run: () => void): () => void {
    const event: { run: (() => void) | null } = { run };
    this.#events.push(Math.max(ms, this.#nowMs), event);
    this.#wake();
    return () => {
      event.run = null;
    };
  }

  /** Resolves after a time, at once when `signal` aborts. */
  wait(lengthMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.at(this.#nowMs + lengthMs, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      const stop = (): void => {
        cancel();
        resolve();
      };
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** Calls `work` every `lengthMs`, never before the last call has ended; returns what stops it. */
  every(lengthMs: number, work: () => void | Promise<void>): () => void {
    let stopped = false;
    let cancel = (): void => undefined;
    const next = (): void => {
      if (stopped) return;
      cancel = this.at(this.#nowMs + lengthMs, () => {
        void Promise.resolve(work()).finally(next);
      });
    };
    next();
    return () => {
      stopped = true;
      cancel();
    };
  }

  /** Stops time at the present (or at `untilMs`) until it is released. */
  hold(untilMs: number = this.#nowMs): Hold {
    const held = { untilMs };
    this.#holds.add(held);
    return {
      until: (ms) => {
        held.untilMs = Math.max(held.untilMs, ms);
        this.#wake();
      },
      release: () => {
        this.#holds.delete(held);
        this.#wake();
      },
    };
  }

  /** Holds the clock until some outside work is done; must not wait for the clock itself. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const held = this.hold();
    try {
      return await work();
    } finally {
      held.release();
    }
  }

  /**
   * Lets time run until `endMs`; where that is infinite, until nobody holds the clock and nothing is left to happen.
   * @returns the time at which it stopped
   */
  runUntil(endMs: number): Promise<number> {
    return this.#run(endMs, () => false);
  }

  /** Lets time run until some work that waits for it is done, and gives its result. */
  async runWhile<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = work.finally(() => {
      done = true;
      this.#wake();
    });
    // Without an end of its own the run waits for the work, also while nothing is left to happen.
    const held = this.hold(Number.POSITIVE_INFINITY);
    const [result] = await Promise.allSettled([
      settled,
      this.#run(Number.POSITIVE_INFINITY, () => done).finally(() => held.release()),
    ]);
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  async #run(endMs: number, isDone: () => boolean): Promise<number> {
    if (this.#running) throw new Error('the virtual clock is running already');
    this.#running = true;
    try {
      for (;;) {
        await this.#breathe();
        if (isDone()) break;
        const nextMs = this.#events.nextMs();
        const limitMs = this.#limitMs();
        if (nextMs !== null && nextMs <= limitMs && nextMs <= endMs) {
          this.#nowMs = Math.max(this.#nowMs, nextMs);
          while (this.#events.nextMs() === nextMs) this.#events.pop()?.run?.();
        } else if (
          limitMs >= endMs &&
          (endMs !== Number.POSITIVE_INFINITY || this.#holds.size === 0)
        ) {
          if (endMs !== Number.POSITIVE_INFINITY) this.#nowMs = Math.max(this.#nowMs, endMs);
          break;
        } else {
          await new Promise<void>((resolve) => {
            this.#wakeRunner = resolve;
          });
        }
      }
    } finally {
      this.#running = false;
    }
    return this.#nowMs;
  }

  /** The latest time that all who hold the clock allow. */
  #limitMs(): number {
    let limit = Number.POSITIVE_INFINITY;
    for (const { untilMs } of this.#holds) limit = Math.min(limit, untilMs);
    return limit;
  }

  #wake(): void {
    const wake = this.#wakeRunner;
    this.#wakeRunner = null;
    wake?.();
  }
}
