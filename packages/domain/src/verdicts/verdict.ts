import type { Purpose } from '../lines/line.ts';

/** The judgement on a line over many outcomes. */
export const verdictKinds = [
  'healthy',
  'busy',
  'slow',
  'zombie',
  'invalid',
  'outdated',
  'undetermined',
] as const;
export type VerdictKind = (typeof verdictKinds)[number];
/** A verdict that needs a repair. */
export type FaultKind = Exclude<VerdictKind, 'healthy' | 'undetermined'>;

/** How one outcome counts for its line. */
export const outcomeClasses = [
  'reached',
  'reached_late',
  'busy',
  'unanswered',
  'dead',
  'wrong_party',
  'not_reached',
  'excluded',
] as const;
export type OutcomeClass = (typeof outcomeClasses)[number];

/** Why a verdict is what it is; a sentence is made of it by `explainVerdict`. */
export const verdictRules = [
  'sequential_healthy',
  'sequential_faulty',
  'concordant_dead',
  'spot_check_wrong_party',
  'contradicting_listings',
  'number_changed',
  'horizon_healthy',
  'horizon_faulty',
  'between_limits',
  'too_few',
  'too_old',
  'no_observation',
] as const;
export type VerdictRule = (typeof verdictRules)[number];

/** The judgement with all it rests on; it can be recomputed from the outcomes named. */
export interface Verdict {
  readonly lineId: string;
  readonly kind: VerdictKind;
  readonly rule: VerdictRule;
  /** Chance that the word is right under the stated model, 0 to 1. */
  readonly confidence: number;
  /** Confidence that a fault is of this kind and no other; 1 for healthy and undetermined. */
  readonly kindConfidence: number;
  readonly decidedAtMs: number;
  /** Test calls that count, and how many of them got through. */
  readonly attempts: number;
  readonly reached: number;
  /** reached ÷ attempts, null without attempts. */
  readonly reachRate: number | null;
  /** Interval of the reach rate at `intervalLevel`. */
  readonly interval: readonly [number, number];
  readonly intervalLevel: number;
  /** −1 at the faulty limit's decision, +1 at the healthy limit's; near 0 either word is right. */
  readonly closeness: number;
  readonly counts: Readonly<Record<OutcomeClass, number>>;
  /** Of each day on which several calls failed and none got through, how many did. */
  readonly blankDays: readonly number[];
  /** Median time to a person of the calls that reached one. */
  readonly medianTimeToPersonMs: number | null;
  /** Ids of the observations, and of spot checks and conflicts, on which it rests, in time order. */
  readonly evidence: readonly string[];
  readonly prior: VerdictPrior;
  /** The line has changed: only its calls since then count; null where it has not. */
  readonly change: VerdictChange | null;
}

/** When a line changed, and how it was before. */
export interface VerdictChange {
  /** Local day of the first call after the change. */
  readonly day: string;
  readonly atMs: number;
  readonly attemptsBefore: number;
  readonly reachedBefore: number;
}

/** What was assumed before the first call; stated with every verdict. */
export interface VerdictPrior {
  /** `none`: no prior is used, lines wait for the sequential test alone. */
  readonly kind: 'none' | 'reference' | 'city';
  /** Share of lines at or above the healthy limit under the prior. */
  readonly healthyShare: number;
  /** Lines from which it was fitted. */
  readonly lines: number;
  /** They were lines of this purpose; null where they were lines of all purposes. */
  readonly purpose: Purpose | null;
  /** What earlier calls of the line itself have added to it; null where there were none. */
  readonly history: PriorHistory | null;
  /** Weights of the reach rates of `reachGrid`, 41 of them, sum 1. */
  readonly weights: readonly number[];
}

/** Calls of a line from before the campaign. */
export interface PriorHistory {
  readonly attempts: number;
  readonly reached: number;
  /** Of each day on which several calls all failed, how many did. */
  readonly blankDays: readonly number[];
  /** When they were judged last. */
  readonly untilMs: number;
}
