import type { ClockNews, ClockStep } from '../app/probes/begin-probe.ts';

/** Wall offsets that differ by no more than this are the same: slewing and the reading of two clocks. */
const sameMs = 1_000;

/**
 * Watches the wall clock against the steady one. After a step nothing may be dialled until the wall clock has kept
 * still for `calmMs`; then the new time is taken for the right one. Let `calmMs` be no shorter than the time between
 * two calls to a number, so that a step forward cannot bring the second one sooner.
 */
export class ClockWatch {
  private readonly options: {
    readonly wallMs: () => number;
    readonly steadyMs: () => number;
    readonly toleranceMs: number;
    readonly calmMs: number;
  };
  /** Wall less steady time, as it is taken for right. */
  private offsetMs: number;
  private moved: { readonly offsetMs: number; readonly sinceSteadyMs: number } | null = null;
  private readonly news: ClockNews[] = [];

  constructor(options: ClockWatch['options']) {
    this.options = options;
    this.offsetMs = options.wallMs() - options.steadyMs();
  }

  /** How far wall and steady clock have gone since they last agreed; equal while all is well. */
  step(): ClockStep {
    this.look();
    const steadyMs = this.options.steadyMs();
    const stepMs = this.moved === null ? 0 : this.moved.offsetMs - this.offsetMs;
    return { wallMs: steadyMs + stepMs, steadyMs };
  }

  /** Looks at the clocks, and tells once what has happened since it was last asked. */
  takeNews(): ClockNews[] {
    this.look();
    return this.news.splice(0);
  }

  private look(): void {
    const steadyMs = this.options.steadyMs();
    const offsetMs = this.options.wallMs() - steadyMs;
    const stepMs = offsetMs - this.offsetMs;
    if (Math.abs(stepMs) <= this.options.toleranceMs) {
      if (this.moved !== null) this.news.push({ kind: 'calm', stepMs: 0 });
      this.moved = null;
      return;
    }
    if (this.moved === null || Math.abs(offsetMs - this.moved.offsetMs) > sameMs) {
      this.moved = { offsetMs, sinceSteadyMs: steadyMs };
      this.news.push({ kind: 'stepped', stepMs, waitMs: this.options.calmMs });
    } else if (steadyMs - this.moved.sinceSteadyMs >= this.options.calmMs) {
      this.offsetMs = offsetMs;
      this.moved = null;
      this.news.push({ kind: 'calm', stepMs });
    }
  }
}
