import type { Localised } from '@everyline/contract';
import type { RowProblem, TableMapping } from '@everyline/domain';

import type { Page, Paging } from './page.ts';

/** What becomes of a row: imported, or left out for a reason that it says. */
export const importWords = [
  'new',
  'repeated',
  'conflict',
  'known',
  'known_conflict',
  'rejected',
] as const;
export type ImportWord = (typeof importWords)[number];
export type ImportCounts = Readonly<Record<ImportWord, number>>;

/** How the columns are to be taken, and what holds for rows that do not say. */
export interface ImportSettings {
  readonly mapping: TableMapping;
  readonly departmentId: string | null;
}

export interface StoredKnowledgeImport {
  readonly id: string;
  readonly file: string;
  readonly readAtMs: number;
  readonly readBy: string;
  /** The heads of the columns, with some of what stands below. */
  readonly columns: readonly { readonly head: string; readonly examples: readonly string[] }[];
  readonly rows: number;
  readonly unread: readonly Localised[];
  readonly settings: ImportSettings;
  /** Null while it has not been planned. */
  readonly counts: ImportCounts | null;
  readonly appliedAtMs: number | null;
}

export interface ImportRow {
  readonly position: number;
  readonly sheet: string | null;
  readonly row: number;
  readonly cells: readonly string[];
}

export interface PlannedRow {
  readonly position: number;
  readonly word: ImportWord;
  readonly question: string;
  readonly answer: string;
  readonly problem: RowProblem | null;
  /** The row of the file that asks the same and is kept. */
  readonly sameRow: number | null;
  /** The stored entry that asks the same. */
  readonly entryId: string | null;
}

export interface KnowledgeImportStore {
  add(one: StoredKnowledgeImport): Promise<void>;
  addRows(importId: string, rows: readonly ImportRow[]): Promise<void>;
  /** Says how many rows there are once all of them are kept. */
  finish(
    id: string,
    read: Pick<StoredKnowledgeImport, 'columns' | 'rows' | 'unread' | 'settings'>,
  ): Promise<void>;
  byId(id: string): Promise<StoredKnowledgeImport | null>;
  /** Holds an import until the transaction ends. */
  held(id: string): Promise<StoredKnowledgeImport | null>;
  /** Rows after a position, in the order of the file; with a word those only. */
  rowsAfter(id: string, position: number, limit: number, word?: ImportWord): Promise<ImportRow[]>;
  plan(id: string, rows: readonly PlannedRow[]): Promise<void>;
  planned(id: string, settings: ImportSettings, counts: ImportCounts): Promise<void>;
  page(
    id: string,
    word: ImportWord | undefined,
    paging: Paging,
  ): Promise<Page<PlannedRow & Pick<ImportRow, 'sheet' | 'row'>>>;
  applied(id: string, atMs: number, by: string): Promise<void>;
  /** Takes out what was read before a time and never imported. */
  forget(beforeMs: number): Promise<void>;
}
