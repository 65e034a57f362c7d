import type { Observation } from '@everyline/domain';

import type { Hearing } from './announcement-groups.ts';

/** What an observation means since an announcement in it was labelled, beside the observation itself. */
export type Reread = Pick<
  Observation,
  | 'outcome'
  | 'confidence'
  | 'decidedBy'
  | 'readings'
  | 'timeToPersonMs'
  | 'keptMs'
  | 'announcementId'
>;

/** A stretch of a recording that other calls heard without being answered. */
export interface HeardUnanswered extends Pick<
  Hearing,
  'observationId' | 'announcementId' | 'fromMs' | 'toMs'
> {
  /** On so many numbers of other offices. */
  readonly unansweredNumbers: number;
}

export interface RereadingStore {
  /** Observations as they were made, whatever they are read as now. */
  raw(observationIds: readonly string[]): Promise<Observation[]>;
  /** How these are read now, where that differs from what was read first. */
  current(observationIds: readonly string[]): Promise<Map<string, Reread>>;
  /**
   * What was heard in these calls of recordings without a word that other offices' callers hear when nobody answers, with
   * on how many of those offices' numbers.
   */
  heardUnanswered(observationIds: readonly string[]): Promise<HeardUnanswered[]>;
  /**
   * Answered calls in which one of these recordings was heard, of those without a word that were heard unanswered on at
   * least so many numbers, or by which the call is read now.
   */
  answeredWith(announcementIds: readonly string[], leastUnanswered: number): Promise<string[]>;
  /** Lets another reading take the place of the one that holds; null goes back to the first. */
  replace(
    changes: readonly {
      readonly id: string;
      readonly observationId: string;
      readonly reread: Reread | null;
    }[],
    atMs: number,
    by: string,
  ): Promise<void>;
  /** Asks that the verdicts of all lines be renewed whose calls these are; gives back how many lines. */
  askVerdicts(observationIds: readonly string[], atMs: number): Promise<number>;
  /** Lines whose verdict is due, oldest first. */
  dueVerdicts(limit: number): Promise<{ lineId: string; askedAtMs: number }[]>;
  /** The verdict has been renewed; it stays due if it was asked for again meanwhile. */
  settleVerdict(lineId: string, askedAtMs: number): Promise<void>;
}
