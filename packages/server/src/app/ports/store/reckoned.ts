import type { Interval, LineNeed } from '@everyline/capacity';
import type { Line, Proposal } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';

/** What the test calls of a line met, and the plan that follows; null where nothing is proposed. */
export interface ReckonedPlan {
  readonly lineId: string;
  /** A word on all that it followed from: it holds as long as that is the same. */
  readonly from: string;
  readonly met: { readonly lines: number | null; readonly probes: number; readonly busy: number };
  readonly plan: {
    readonly lines: number;
    /** How well so many lines fit the test calls. */
    readonly chance: number;
    readonly erlangs: Interval;
    readonly callsAnHour: Interval;
    readonly needed: { readonly low: LineNeed; readonly middle: LineNeed; readonly high: LineNeed };
  } | null;
}

/** An active line on which busy was met, with what was reckoned of it. */
export interface BusyLine extends Pick<ReckonedPlan, 'met'> {
  readonly line: Pick<Line, 'id' | 'number' | 'departmentId' | 'owner'>;
  readonly needed: NonNullable<ReckonedPlan['plan']>['needed'] | null;
}

/** Active lines, those of them with test calls that tell of the load, and those on which busy was met. */
export interface BusyLines {
  readonly lines: number;
  readonly called: number;
  readonly busy: readonly BusyLine[];
}

/** When something was reckoned last, and whether it holds no longer. */
export interface Reckoned {
  readonly atMs: number;
  readonly isDue: boolean;
}

/** Keeps what takes long to reckon over a start, and for the other processes of the city. */
export interface ReckonedStore {
  plans(lineIds: readonly string[]): Promise<ReckonedPlan[]>;
  putPlans(plans: readonly ReckonedPlan[]): Promise<void>;
  /** Of lines that no call on record tells anything of. */
  dropPlans(lineIds: readonly string[]): Promise<void>;
  busyLines(scope: Scope): Promise<BusyLines>;
  /** When plans were seen to last; due where something has changed since. Null where they never were. */
  plansStand(): Promise<Reckoned | null>;
  /** Marks of what has changed, and the lines whose calls count with it; those of some lines at a time. */
  plansDue(): Promise<{ readonly markIds: readonly number[]; readonly lineIds: readonly string[] }>;
  /** The plans of these marks have been seen to. */
  plansSeen(markIds: readonly number[], atMs: number): Promise<void>;

  /** Null where none were reckoned; due where a person has decided since. */
  proposalsStand(): Promise<(Reckoned & { readonly asked: number }) | null>;
  /**
   * In place of those before.
   *
   * @param asked as `proposalsStand` said before they were reckoned: they are due again if it was more by now
   */
  putProposals(atMs: number, proposals: readonly Proposal[], asked: number): Promise<void>;
  /** What was reckoned holds no longer, and is shown until there is something newer. */
  proposalsAreDue(): Promise<void>;
}
