import type { Listing } from '../listing.ts';
import type { FindOptions } from './finder.ts';
import { findListings } from './find-listings.ts';

/** Reads text of which it is known that it is a telephone number (an input field), so that no label is needed. */
export function readTypedNumbers(text: string, options: FindOptions = {}): Listing[] {
  const field = { name: '电话', value: text };
  return [...findListings([{ kind: 'record', path: '$', fields: [field], position: {} }], options)];
}
