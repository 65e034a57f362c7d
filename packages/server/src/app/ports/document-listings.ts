import type { FindOptions, Listing } from '@everyline/numbers';

import type { DocumentFile, Rejected } from './document-reader.ts';

/** What comes out of a document: its listings, the day it says it was published, and what was not read. */
export type FoundInDocument =
  | { readonly kind: 'listing'; readonly listing: Listing }
  | { readonly kind: 'dated'; readonly day: string }
  | Rejected;

/** Reads a document and finds the listings in it, streamed, apart from the rest of the program where that matters. */
export type ReadListings = (
  file: DocumentFile,
  options: FindOptions,
) => AsyncGenerator<FoundInDocument>;
