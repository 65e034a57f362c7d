import type { Observation } from '@everyline/domain';

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

export interface RereadingStore {
  /** Observations as they were made, whatever they are read as now. */
  raw(observationIds: readonly string[]): Promise<Observation[]>;
  /** How these are read now, where that differs from what was read first. */
  current(observationIds: readonly string[]): Promise<Map<string, Reread>>;
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
