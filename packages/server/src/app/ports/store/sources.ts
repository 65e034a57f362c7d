import type { Source as SourceView } from '@everyline/contract';
import type {
  ConflictDetail,
  ListingConflictKind,
  ListingContradiction,
  ListingIssue,
  ListingPosition,
  ListingRecord,
  NumberType,
  Purpose,
  TelephoneNumber,
} from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** A source as it is kept: what screens show of it, and what the import needs beside. */
export interface SourceRow extends SourceView {
  readonly sample: boolean;
  readonly importedAtMs: number | null;
  /** The newer version of the same document, whose listings hold instead of this one's. */
  readonly supersededBy: string | null;
  readonly readBy: string;
}

/** A listing as it was found, before it belongs to a line. */
export interface NewListing extends Omit<ListingRecord, 'id' | 'sourceId' | 'lineId'> {
  readonly id: string;
  /** Identity of the number (`+862861881111;8012`), null where it could not be completed. */
  readonly numberKey: string | null;
  /** Owner and service brought to one spelling, for comparing; empty when not known. */
  readonly ownerKey: string;
  readonly serviceKey: string;
  readonly footer: boolean;
}

export interface ListingRow extends ListingRecord {
  readonly sourceName: string;
  readonly sourceOrigin: string;
  readonly readAtMs: number;
}

/** A place in which a number is published that has ended. */
export interface StillPublishedRow {
  readonly listing: ListingRow;
  readonly lineId: string;
  readonly number: TelephoneNumber;
  readonly department: { readonly id: string; readonly name: string } | null;
  readonly endedAtMs: number | null;
  readonly successor: { readonly id: string; readonly number: TelephoneNumber } | null;
}

export interface NewReject {
  readonly id: string;
  readonly position: ListingPosition;
  readonly raw: string;
  readonly before: string;
  readonly after: string;
  readonly reason: { readonly zh: string; readonly en: string };
}

export interface RejectRow extends NewReject {
  readonly sourceId: string;
  readonly sourceName: string;
}

/** All usable listings of one number in one source, as one. */
export interface NumberGroup {
  readonly numberKey: string;
  readonly number: string;
  readonly areaCode: string | null;
  readonly extension: string | null;
  readonly numberType: NumberType;
  /** What most of the listings say; a number that any of them calls a fax is one. */
  readonly purpose: Purpose;
  /** The owner that most of the listings name. */
  readonly owner: string | null;
  readonly services: readonly string[];
  readonly hours: string | null;
  /** Every listing of it is struck out or merged away. */
  readonly retired: boolean;
}

/** What the listings of a number or a service have that could contradict. */
export interface Contradiction {
  readonly kind: ListingConflictKind;
  /** Identity of what is contradictory: the number, or the owner's service. */
  readonly key: string;
  readonly listings: readonly {
    readonly id: string;
    readonly sourceId: string;
    readonly owner: string | null;
    readonly ownerKey: string;
    readonly numberKey: string | null;
    readonly raw: string;
    readonly purpose: Purpose;
    readonly service: string | null;
    readonly issues: readonly ListingIssue[];
  }[];
}

export interface ConflictRow {
  readonly id: string;
  readonly kind: ListingConflictKind;
  readonly key: string;
  readonly detail: ConflictDetail;
  readonly listingIds: readonly string[];
  readonly lineIds: readonly string[];
  readonly foundAtMs: number;
  readonly resolvedAtMs: number | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}

export interface NewConflict {
  readonly id: string;
  readonly kind: ListingConflictKind;
  readonly key: string;
  /** What contradicts what, without its place: the same contradiction is shown once and stays resolved. */
  readonly fingerprint: string;
  readonly detail: ConflictDetail;
  readonly listingIds: readonly string[];
  readonly foundAtMs: number;
}

/** Sources with their listings, rejects and conflicts; a source in preview counts for nothing else. */
export interface SourceStore {
  insert(source: SourceRow): Promise<void>;
  update(id: string, change: Partial<Omit<SourceRow, 'id'>>): Promise<void>;
  byId(id: string): Promise<SourceRow | null>;
  /** The newest preview or import of these bytes with this area code that still holds. */
  sameDocument(sha256: string, areaCode: string | null): Promise<SourceRow | null>;
  /** Imported sources of that origin which no newer version has replaced, but for one. */
  currentOfOrigin(origin: string, exceptId: string): Promise<SourceRow[]>;
  /** Newest first; `departmentIds` limits to sources of these departments. */
  page(filter: { departmentIds?: readonly string[] }, paging: Paging): Promise<Page<SourceRow>>;
  /** Counts over the sources that hold. */
  totals(): Promise<{ sources: number; listings: number; rejects: number; openConflicts: number }>;
  /** Removes a source that was never imported, with its listings and rejects. */
  remove(id: string): Promise<void>;
  /** Ids of sources still being read since before that time: their reader is gone. */
  abandoned(beforeMs: number): Promise<string[]>;

  addListings(sourceId: string, listings: readonly NewListing[]): Promise<void>;
  addRejects(sourceId: string, rejects: readonly NewReject[]): Promise<void>;
  /** Distinct numbers of a source that lines have already, and that they do not. */
  countNumbers(sourceId: string): Promise<{ known: number; new: number }>;
  listings(
    sourceId: string,
    filter: { status?: ListingRecord['status'] },
    paging: Paging,
  ): Promise<Page<ListingRow>>;
  listingsById(ids: readonly string[]): Promise<ListingRow[]>;
  /** Listings of a line from sources that hold, newest source first. */
  listingsOfLine(lineId: string): Promise<ListingRow[]>;
  /** Listings of lines that have ended, from sources that hold, source by source. */
  stillPublished(
    filter: { readonly scope: Scope; readonly lineId?: string },
    paging: Paging,
  ): Promise<Page<StillPublishedRow>>;
  rejects(
    filter: { sourceId?: string; departmentIds?: readonly string[] },
    paging: Paging,
  ): Promise<Page<RejectRow>>;

  /** Numbers of a source in the order of their keys, after one of them. */
  numberGroups(sourceId: string, afterKey: string, limit: number): Promise<NumberGroup[]>;
  /** Gives the listings of these numbers in a source their lines. */
  linkListings(
    sourceId: string,
    links: readonly { readonly numberKey: string; readonly lineId: string }[],
  ): Promise<void>;
  /** Lines whose listings are all struck out or superseded. */
  linesOnlyRetired(sourceIds: readonly string[]): Promise<string[]>;

  /** Groups of listings in holding sources that touch a source and may contradict each other. */
  contradictions(
    kind: ListingConflictKind,
    sourceId: string,
    afterKey: string,
    limit: number,
  ): Promise<Contradiction[]>;
  /** Keeps new conflicts; one that is known, resolved or not, only gets the further listings. Returns how many are open. */
  keepConflicts(conflicts: readonly NewConflict[]): Promise<number>;
  conflicts(
    filter: {
      sourceId?: string;
      lineId?: string;
      kinds?: readonly ListingConflictKind[];
      resolved?: boolean;
      /** Only conflicts of lines of these departments. */
      departmentIds?: readonly string[];
    },
    paging: Paging,
  ): Promise<Page<ConflictRow>>;
  /**
   * Contradictions that speak against a line: a source of a later day, or a person who resolved the
   * conflict, gives the service of the line another number.
   */
  contradictionsOf(lineId: string): Promise<{ conflictId: string; atMs: number }[]>;
  /** Open tickets for outdated numbers that rest on a conflict in which one of these sources takes part. */
  doubtedBy(sourceIds: readonly string[]): Promise<{ lineId: string; conflictId: string }[]>;
  conflictById(id: string): Promise<ConflictRow | null>;
  resolve(
    id: string,
    answer: { atMs: number; by: string; resolution: string; keptListingId: string | null },
  ): Promise<void>;
  /**
   * Conflicts in which a person kept another line's listing of the same service: what is published of
   * this line is outdated.
   */
  contradictionsOf(lineId: string): Promise<ListingContradiction[]>;
  /** Marks listings as struck out by a person. */
  retireListings(ids: readonly string[]): Promise<void>;
}
