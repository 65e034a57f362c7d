import type { CallRecord } from '../capacity/call-record.ts';
import type { PlanTarget } from '../capacity/plan-target.ts';
import type { StaffedDay, WhatIf } from '../capacity/staff-calls.ts';

/** What takes long to reckon and is kept. */
export type Reckonable = 'plans' | 'proposals';

/** A record of calls, and what the week after it is staffed for. */
export interface StaffingTask {
  readonly record: CallRecord;
  readonly target: PlanTarget;
  readonly shrinkage: number;
  readonly whatIf: WhatIf;
}

/** Reckons what takes long, one thing at a time. */
export interface Reckoning {
  /** True where others are served meanwhile: who reads is shown what was reckoned last, and does not wait. */
  readonly isApart: boolean;
  /** Makes it anew where it is due. Resolves when it is kept; rejects with what went wrong. */
  renew(what: Reckonable): Promise<void>;
  /** The week after a record of calls; resolves when it has been simulated. */
  staff(task: StaffingTask): Promise<readonly StaffedDay[]>;
  /** Breaks off what is being reckoned; nothing is reckoned from now on. */
  end(): Promise<void>;
}
