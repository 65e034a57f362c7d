import type { Interval, LineNeed } from '@everyline/capacity';
import type { Proposal } from '@everyline/domain';

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

/** Proposals as they were reckoned last. */
export interface ReckonedProposals {
  readonly atMs: number;
  readonly proposals: readonly Proposal[];
}

/** Keeps what takes long to reckon over a start, and for the other processes of the city. */
export interface ReckonedStore {
  plans(lineIds: readonly string[]): Promise<ReckonedPlan[]>;
  putPlans(plans: readonly ReckonedPlan[]): Promise<void>;
  /** Null where none were reckoned; due where a person has decided since. */
  proposals(): Promise<(ReckonedProposals & { readonly isDue: boolean }) | null>;
  putProposals(reckoned: ReckonedProposals): Promise<void>;
  /** What was reckoned holds no longer, and is shown until there is something newer. */
  proposalsAreDue(): Promise<void>;
}
