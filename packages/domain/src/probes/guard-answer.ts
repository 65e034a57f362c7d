/** Why the guard says no: the closed list, in the order in which it asks. */
export const guardReasons = [
  'stop_all',
  'clock_behind_ledger',
  'clock_stepped',
  'not_in_inventory',
  'line_not_active',
  'number_incomplete',
  'number_differs_from_line',
  'emergency_number',
  'callee_objected',
  'office_objected',
  'no_clearance',
  'clearance_withdrawn',
  'clearance_expired',
  'clearance_not_yet_valid',
  'needs_clearance_by_name',
  'report_never_dials',
  'trunk_not_set',
  'trunk_disabled',
  'trunk_stopped',
  'trunk_number_unregistered',
  'trunk_number_mismatch',
  'trunk_not_registered',
  'trunk_bad_hour',
  'sample_line_outside_exchange',
  'clearance_loopback_only',
  'trunk_needs_campaign',
  'campaign_not_running',
  'campaign_over_scope',
  'outside_allowed_hours',
  'outside_clearance_hours',
  'call_in_progress',
  'person_answered_today',
  'number_daily_limit',
  'number_spacing',
  'department_hourly_limit',
  'trunk_daily_limit',
] as const;
export type GuardReason = (typeof guardReasons)[number];

/** One figure behind the answer, as it was when it was asked. */
export interface GuardFigure {
  readonly name: string;
  readonly value: number | string | boolean | null;
  readonly limit?: number | string | null;
}

/** The guard's answer, stored as is. */
export type GuardAnswer = {
  readonly askedAtMs: number;
  readonly stage: 'planning' | 'dialling';
  readonly ledgerKey: string;
  readonly figures: readonly GuardFigure[];
} & (
  | { readonly allowed: true; readonly clearanceId: string }
  | {
      readonly allowed: false;
      /** The first reason, and all others that hold too. */
      readonly reason: GuardReason;
      readonly reasons: readonly GuardReason[];
      /** Earliest time at which time alone may change the answer; null when only a person can. */
      readonly retryAtMs: number | null;
    }
);
