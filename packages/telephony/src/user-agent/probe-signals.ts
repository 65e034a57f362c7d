import type { CallEnd } from '../progress/call-evidence.ts';
import type { CallEvent, FailedEvent, Q850Cause } from '../sip/call-event.ts';
import type { ProbeEnd } from './probe-observation.ts';

/** What the signalling of a test call has said; times are absolute. */
export class ProbeSignals {
  readonly otherCauses: Q850Cause[] = [];
  answeredAtMs: number | null = null;
  failed: FailedEvent | null = null;
  #ringingAtMs: number | null = null;
  #progressAtMs: number | null = null;

  /** A response before the answer, other than 100. */
  provisional(event: Extract<CallEvent, { kind: 'provisional' }>, nowMs: number): void {
    if (event.status === 180) this.#ringingAtMs ??= nowMs;
    else this.#progressAtMs ??= nowMs;
    this.otherCauses.push(...event.q850);
  }

  /** The same as times since the INVITE. */
  since(startedAtMs: number): {
    readonly answeredMs: number | null;
    readonly ringingMs: number | null;
    readonly progressMs: number | null;
  } {
    const relative = (atMs: number | null): number | null =>
      atMs === null ? null : atMs - startedAtMs;
    return {
      answeredMs: relative(this.answeredAtMs),
      ringingMs: relative(this.#ringingAtMs),
      progressMs: relative(this.#progressAtMs),
    };
  }

  /** The ring clock: from the first 180 or the first early media, whichever came first. */
  ringingSinceMs(heardAtMs: number | null): number | null {
    if (this.#ringingAtMs === null || heardAtMs === null) return this.#ringingAtMs ?? heardAtMs;
    return Math.min(this.#ringingAtMs, heardAtMs);
  }

  /** How the call ended; `ours` is why we ended it, null when we did not. */
  endedBy(ours: ProbeEnd | null): ProbeEnd {
    if (ours !== null) return ours;
    if (this.failed === null) return 'remote';
    if (this.failed.by === 'timeout') return 'no_response';
    return this.failed.by === 'transport' ? 'transport' : 'refused';
  }

  /** The same, as the outcome is decided by it. */
  callEnd(ours: ProbeEnd | null): CallEnd {
    const endedBy = this.endedBy(ours);
    if (endedBy === 'stopped') return 'interrupted';
    if (endedBy === 'no_response' || endedBy === 'transport') return endedBy;
    if (endedBy === 'refused') return 'failed';
    if (endedBy === 'remote') return 'remote_bye';
    return this.answeredAtMs === null ? 'cancelled' : 'local_bye';
  }
}
