import { ListingFinder, type Block, type FindOptions, type Listing } from '@everyline/numbers';

import type { Rejected } from '../ports/document-reader.ts';

export type FoundInDocument = { readonly kind: 'listing'; readonly listing: Listing } | Rejected;

/** The listings of a document that comes as a stream of blocks, with what its reader left out. */
export async function* listingsIn(
  blocks: AsyncIterable<Block | Rejected>,
  options: FindOptions,
): AsyncGenerator<FoundInDocument> {
  const finder = new ListingFinder(options);
  for await (const block of blocks) {
    if (block.kind === 'rejected') yield block;
    else for (const listing of finder.push(block)) yield { kind: 'listing', listing };
  }
  for (const listing of finder.end()) yield { kind: 'listing', listing };
}
