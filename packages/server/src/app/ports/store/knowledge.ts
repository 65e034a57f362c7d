import type { EntryContent, EntryMove, EntryState, StoredEntryState } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

export type EntryEventKind = 'written' | EntryMove | 'source_lost' | 'source_found';

export interface NewEntryEvent {
  readonly entryId: string;
  readonly atMs: number;
  readonly by: string;
  readonly kind: EntryEventKind;
  readonly version: number;
  readonly note: string;
}

/** A version as it was written. */
export interface StoredVersion {
  readonly entryId: string;
  readonly version: number;
  readonly content: EntryContent;
  readonly atMs: number;
  readonly by: string;
  /** The account; null where the program wrote it. */
  readonly byId: string | null;
  readonly note: string;
}

/** An entry as lists show it; its department is the one that it has now, after merges of departments. */
export interface EntryRow {
  readonly id: string;
  readonly revision: number;
  readonly version: number;
  readonly state: StoredEntryState;
  readonly publishedVersion: number | null;
  readonly publishedFrom: string | null;
  readonly publishedUntil: string | null;
  readonly question: string;
  readonly answer: string;
  readonly department: { readonly id: string; readonly name: string } | null;
  readonly category: string;
  readonly validUntil: string | null;
  readonly ownerId: string | null;
  readonly reviewerId: string | null;
  readonly documentId: string | null;
  readonly sourceLost: boolean;
  readonly writtenById: string | null;
  readonly changedAtMs: number;
  readonly changedBy: string;
}

export interface EntryFilter {
  readonly q?: string;
  readonly state?: readonly EntryState[];
  readonly departmentId?: string;
  readonly category?: string;
  /** Published, with a last day from `today` up to this one. */
  readonly expiringUntil?: string;
  readonly sourceLost?: boolean;
  readonly documentId?: string;
  /** The day in the city. */
  readonly today: string;
}

/** What an index has to know of an entry: the published version, or null once there is none. */
export interface PublishedEntry {
  readonly id: string;
  /** Its place among all changes of what is published. */
  readonly change: number;
  readonly departmentId: string | null;
  readonly published: {
    readonly version: number;
    readonly content: EntryContent;
    readonly from: string | null;
    readonly until: string | null;
  } | null;
}

/** What stands behind a question that is known already. */
export interface KnownQuestion {
  readonly id: string;
  readonly questionKey: string;
  readonly departmentId: string | null;
  /** What its newest version says. */
  readonly content: EntryContent;
}

export interface KnowledgeStore {
  page(filter: EntryFilter, scope: Scope, paging: Paging): Promise<Page<EntryRow>>;
  /** Entries after that id with what they say, in the order of their ids; for files. */
  after(
    filter: EntryFilter,
    scope: Scope,
    afterId: string | null,
    limit: number,
  ): Promise<{ readonly row: EntryRow; readonly content: EntryContent }[]>;
  row(id: string): Promise<EntryRow | null>;
  /** Holds an entry until the transaction ends. */
  heldRow(id: string): Promise<EntryRow | null>;
  version(id: string, version: number): Promise<StoredVersion | null>;
  /** The newest first, each with the version before it. */
  versions(
    id: string,
    paging: Paging,
  ): Promise<Page<{ readonly version: StoredVersion; readonly before: EntryContent | null }>>;
  /** The newest first, at most 200. */
  events(id: string): Promise<NewEntryEvent[]>;
  /** New entries with their first versions and what tells of it. */
  insert(versions: readonly StoredVersion[], sourceLost?: boolean): Promise<void>;
  /** The next version of an entry that is held; it is a draft. */
  write(version: StoredVersion, sourceLost: boolean): Promise<void>;
  /** Another state of an entry that is held, with what tells of it. */
  move(id: string, to: StoredEntryState, event: NewEntryEvent): Promise<void>;
  /** Marks whether the quotation of an entry stands in its document, with what tells of it. */
  markSource(id: string, isLost: boolean, event: NewEntryEvent): Promise<void>;
  categories(scope: Scope): Promise<{ category: string; entries: number }[]>;
  /** Entries whose questions have these keys. */
  known(questionKeys: readonly string[]): Promise<KnownQuestion[]>;
  /** What of the published changed after a change, in the order of changes; from 0 all that ever was published. */
  publishedSince(change: number, limit: number): Promise<PublishedEntry[]>;
  published(ids: readonly string[]): Promise<PublishedEntry[]>;
}
