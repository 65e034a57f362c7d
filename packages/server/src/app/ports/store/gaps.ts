import type { GapReason, GapState } from '@everyline/domain';

export interface StoredGap {
  readonly id: string;
  readonly conversationId: string;
  readonly question: string;
  readonly reason: GapReason;
  readonly atMs: number;
}

export interface GapStore {
  /** Nothing where the conversation has the question already. */
  add(gap: StoredGap, questionKey: string): Promise<void>;
  /** The newest that are open. */
  open(limit: number): Promise<StoredGap[]>;
  countOpen(): Promise<number>;
  /** Settles those of them that are open; how many that were. */
  settle(
    ids: readonly string[],
    settled: {
      readonly state: Exclude<GapState, 'open'>;
      readonly atMs: number;
      readonly by: string;
      readonly entryId: string | null;
    },
  ): Promise<number>;
}
