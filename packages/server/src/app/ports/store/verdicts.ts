import type { Verdict } from '@everyline/domain';

export interface StoredVerdict extends Verdict {
  readonly id: string;
  /** Since when the line has had this word without a break. */
  readonly sinceMs: number;
}

export interface VerdictStore {
  /** The verdict that holds for a line now. */
  current(lineId: string): Promise<StoredVerdict | null>;
  currentOf(lineIds: readonly string[]): Promise<Map<string, StoredVerdict>>;
  byId(id: string): Promise<StoredVerdict | null>;
  /**
   * Makes a verdict the current one. The same word is brought up to date in place; a new word ends
   * the last one and is kept beside it. Returns what holds now and the word before.
   */
  put(
    verdict: Verdict & { id: string },
  ): Promise<{ now: StoredVerdict; before: StoredVerdict | null; changed: boolean }>;
  history(lineId: string): Promise<StoredVerdict[]>;
}
