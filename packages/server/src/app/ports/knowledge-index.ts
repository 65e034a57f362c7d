import type { Scope } from '../access/scope.ts';

/** An entry that was found; scores order the entries of one question only. */
export interface FoundEntry {
  readonly id: string;
  readonly score: number;
}

export interface FoundEntries {
  readonly hits: readonly FoundEntry[];
  /** Entries in the index, those that do not hold today included. */
  readonly searched: number;
  /** False while the index is still filled, or where it is full. */
  readonly isWhole: boolean;
}

/** The published entries in memory, followed as they change, whoever changes them. */
export interface KnowledgeIndex {
  /** Begins to fill and to follow; a search does so too. */
  start(): void;
  /**
   * Entries that hold on a day and belong to a scope, best first.
   *
   * @param day in the city, `YYYY-MM-DD`
   */
  search(
    question: string,
    wanted: { readonly limit: number; readonly scope: Scope; readonly day: string },
  ): Promise<FoundEntries>;
  end(): Promise<void>;
}
