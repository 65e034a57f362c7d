import type { CallOutcome } from '../probes/outcome.ts';
import type { TrunkStopReason } from './trunk.ts';

/** One finished call over a trunk, as its health sees it. */
export interface TrunkCall {
  readonly endedAtMs: number;
  readonly sipStatus: number | null;
  readonly outcome: CallOutcome;
  /** From answer to end, null when it was not answered. */
  readonly answeredForMs: number | null;
  /** The fault of the trunk that kept the call from leaving; null when it left. */
  readonly unplacedBy: string | null;
  /** The far end hung up; our own probe lets go early by design and is no sign of trouble. */
  readonly endedByRemote: boolean;
}

/** When a trunk stops by itself. */
export interface TrunkHealthPolicy {
  readonly windowMs: number;
  /** 403, 603 and 608 (RFC 8688) within the window that stop the trunk. */
  readonly rejectedLimit: number;
  /** Share of the calls in the window that these must also make up. */
  readonly rejectedShare: number;
  /** An answered call that the far end ended sooner than this is short. */
  readonly shortCallMs: number;
  readonly shortLimit: number;
  readonly shortShare: number;
  readonly faultLimit: number;
}

/** Carriers stop a number that is refused or hung up on in bursts; we stop well before they do. */
export const defaultTrunkHealthPolicy: TrunkHealthPolicy = {
  windowMs: 10 * 60_000,
  rejectedLimit: 10,
  rejectedShare: 0.3,
  shortCallMs: 2_000,
  shortLimit: 20,
  shortShare: 0.4,
  faultLimit: 20,
};

export type TrunkHealth =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'stop';
      readonly reason: Exclude<TrunkStopReason, 'stopped_by_person'>;
      /** The figures behind it. */
      readonly count: number;
      readonly calls: number;
      readonly windowMs: number;
    };

/** Whether a trunk may go on, from its recent calls; a stop is released by a person only. */
export function trunkHealth(
  calls: readonly TrunkCall[],
  nowMs: number,
  policy: TrunkHealthPolicy = defaultTrunkHealthPolicy,
): TrunkHealth {
  const recent = calls.filter(
    (call) => call.endedAtMs > nowMs - policy.windowMs && call.endedAtMs <= nowMs,
  );
  const stop = (
    reason: Exclude<TrunkStopReason, 'stopped_by_person'>,
    count: number,
  ): TrunkHealth => ({
    kind: 'stop',
    reason,
    count,
    calls: recent.length,
    windowMs: policy.windowMs,
  });

  const rejected = recent.filter((call) => [403, 603, 608].includes(call.sipStatus ?? 0)).length;
  if (rejected >= policy.rejectedLimit && rejected >= policy.rejectedShare * recent.length) {
    return stop('burst_rejected', rejected);
  }
  const short = recent.filter(
    (call) =>
      call.endedByRemote && call.answeredForMs !== null && call.answeredForMs < policy.shortCallMs,
  ).length;
  if (short >= policy.shortLimit && short >= policy.shortShare * recent.length) {
    return stop('many_short_calls', short);
  }
  const latest = recent.toSorted((a, b) => b.endedAtMs - a.endedAtMs);
  const faults = latest.findIndex((call) => call.outcome !== 'trunk_fault');
  const inARow = faults === -1 ? latest.length : faults;
  return inARow >= policy.faultLimit ? stop('trunk_faults', inARow) : { kind: 'ok' };
}
