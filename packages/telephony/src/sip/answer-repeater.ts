import type { Core } from './core.ts';
import type { Timer } from './timer-queue.ts';

/** Repeats a 200 OK or a reliable provisional until it is acknowledged (RFC 3261 section 13.3.1.4, RFC 3262 section 3). */
export class AnswerRepeater {
  readonly #core: Core;
  #timers: Timer[] = [];

  constructor(core: Core) {
    this.#core = core;
  }

  get running(): boolean {
    return this.#timers.length > 0;
  }

  /** Calls `again` after T1, 2·T1, … up to every `capMs`, and `gaveUp` after 64·T1. */
  start(
    nowMs: number,
    capMs: number,
    again: (nowMs: number) => void,
    gaveUp: (nowMs: number) => void,
  ): void {
    this.stop();
    let intervalMs = this.#core.t1Ms;
    const repeat = (atMs: number): void => {
      again(atMs);
      intervalMs = Math.min(intervalMs * 2, capMs);
      this.#timers[0] = this.#core.timers.set(atMs + intervalMs, repeat);
    };
    const end = (atMs: number): void => {
      this.stop();
      gaveUp(atMs);
    };
    this.#timers = [
      this.#core.timers.set(nowMs + intervalMs, repeat),
      this.#core.timers.set(nowMs + 64 * this.#core.t1Ms, end),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) timer.stop();
    this.#timers = [];
  }
}
