import type { Block } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { ListingFinder, type FindOptions } from './finder.ts';

/** Finds all telephone numbers of a document with what is written around them; streaming, in bounded memory. */
export function* findListings(
  blocks: Iterable<Block>,
  options: FindOptions = {},
): Generator<Listing> {
  const finder = new ListingFinder(options);
  for (const block of blocks) yield* finder.push(block);
  yield* finder.end();
}
