import type { Core } from './core.ts';
import type { Timer } from './timer-queue.ts';

/** What is repeated, and what is done when that was in vain. */
interface Repeated {
  readonly again: (nowMs: number) => void;
  readonly gaveUp: (nowMs: number) => void;
  readonly capMs: number;
  readonly endMs: number;
  intervalMs: number;
}

/** Repeats a 200 OK or a reliable provisional until it is acknowledged (RFC 3261 section 13.3.1.4, RFC 3262 section 3). */
export class AnswerRepeater {
  readonly #core: Core;
  #timer: Timer | null = null;
  #repeated: Repeated | null = null;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Calls `again` after T1, 2·T1, … up to every `capMs`, and `gaveUp` after 64·T1. */
  start(
    nowMs: number,
    capMs: number,
    again: (nowMs: number) => void,
    gaveUp: (nowMs: number) => void,
  ): void {
    this.stop();
    const { t1Ms } = this.#core;
    this.#repeated = { again, gaveUp, capMs, endMs: nowMs + 64 * t1Ms, intervalMs: t1Ms };
    this.#timer = this.#core.timers.after(nowMs, t1Ms, this, 'repeat');
  }

  stop(): void {
    this.#timer?.stop();
    this.#timer = null;
    this.#repeated = null;
  }

  timerDue(_name: 'repeat', nowMs: number): void {
    const repeated = this.#repeated;
    if (repeated === null) return;
    if (nowMs >= repeated.endMs) {
      this.stop();
      repeated.gaveUp(nowMs);
      return;
    }
    repeated.again(nowMs);
    repeated.intervalMs = Math.min(repeated.intervalMs * 2, repeated.capMs);
    const { timers } = this.#core;
    this.#timer =
      nowMs + repeated.intervalMs < repeated.endMs
        ? timers.after(nowMs, repeated.intervalMs, this, 'repeat')
        : timers.set(repeated.endMs, (atMs) => {
            this.timerDue('repeat', atMs);
          });
  }
}
