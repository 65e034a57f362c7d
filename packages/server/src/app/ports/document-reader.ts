import type { OfficeRow } from '@everyline/domain';
import type { DocumentPart } from '@everyline/knowledge';
import type { FindOptions, Listing, Position } from '@everyline/numbers';
import type { ReadingReason } from '../sources/reading-reasons.ts';

/** A document to be read: bytes that are at hand, or a file that may be read again and again. */
export interface DocumentFile {
  /** Name as the user knows it; its ending is a hint for the format. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly at: { readonly path: string } | { readonly bytes: Uint8Array };
  /** What the server of an address said about it. */
  readonly declared?: { readonly mediaType?: string; readonly charset?: string };
  /** Where it is published, when it came from an address. */
  readonly origin?: string;
}

/** A file or a part of it that could not be read; what stands before and after is still read where that is possible. */
export interface Rejected {
  readonly kind: 'rejected';
  /** `file`: nothing (more) of the document can be read; `part`: one row, page or value is left out. */
  readonly scope: 'file' | 'part';
  readonly position: Position;
  readonly reason: ReadingReason;
}

/** What is behind a name: a document, or the reason why there is none. */
export type FoundDocument = DocumentFile | (Rejected & { readonly file: string });

/** What comes out of a document: its listings, the day it says it was published, and what was not read. */
export type FoundInDocument =
  | { readonly kind: 'listing'; readonly listing: Listing }
  | { readonly kind: 'dated'; readonly day: string }
  | Rejected;

/** A stretch of a document as plain text: a paragraph, a heading after `#`, a row of a table as `name：value；…`. */
export interface Passage {
  readonly kind: 'passage';
  readonly text: string;
}

/** Reads a document and finds the listings in it, streamed, apart from the rest of the program where that matters. */
export type ReadListings = (
  file: DocumentFile,
  options: FindOptions,
) => AsyncGenerator<FoundInDocument>;

/** The documents of the outside world: finds, identifies and reads them. */
export interface Documents {
  /** The documents behind a path or address: one file, all of a folder, those of a list of addresses. */
  find(named: string): AsyncGenerator<FoundDocument>;
  /** Its listings in reading order, streamed; bad input comes back as `Rejected`, never as an exception. */
  readonly listings: ReadListings;
  /** Its text in reading order; bad input comes back as `Rejected`. */
  passages(file: DocumentFile): AsyncGenerator<Passage | Rejected>;
  /** Its headings, paragraphs and rows in reading order, of which passages are cut. */
  parts(file: DocumentFile): AsyncGenerator<DocumentPart | Rejected>;
  /**
   * The rows of all its tables with their merged cells and indentations, in reading order; for
   * documents of some megabytes, which are read in place.
   */
  rows(file: DocumentFile): AsyncGenerator<OfficeRow | Rejected>;
  /** The same for long tables, which are read in a thread of their own, streamed. */
  longRows(file: DocumentFile): AsyncGenerator<OfficeRow | Rejected>;
  /** Format as the contract names it (`xlsx`, `csv`, …), and SHA-256 of the bytes in lower-case hexadecimal. */
  identify(file: DocumentFile): Promise<{ format: string; sha256: string }>;
}
