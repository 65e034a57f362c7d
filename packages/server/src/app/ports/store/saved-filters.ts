import type { SavedFilter } from '@everyline/contract';

/** Filters of lists that people keep for themselves. */
export interface SavedFilterStore {
  of(accountId: string, page: SavedFilter['page']): Promise<SavedFilter[]>;
  /** Keeps it; one of the same page and name is replaced. */
  save(accountId: string, filter: SavedFilter): Promise<SavedFilter>;
  /** False when the account has no such filter. */
  forget(accountId: string, id: string): Promise<boolean>;
}
