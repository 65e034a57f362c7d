import { describe, expect, test } from 'vitest';
import type { Listing } from '../listing.ts';
import { foldWidth } from './characters.ts';
import { findListings } from './find-listings.ts';
import { snippets, type Published } from './published-styles.ts';

const named = (listing: Listing): string =>
  foldWidth(`${listing.owner ?? ''} ${listing.service ?? ''}`);

function told(listing: Listing, wanted: Published): string[] {
  const faults: string[] = [];
  if (wanted.owner !== undefined && !named(listing).includes(foldWidth(wanted.owner))) {
    faults.push(`${listing.raw}: owner ${named(listing)}, wanted ${wanted.owner}`);
  }
  if (wanted.purpose !== undefined && listing.purpose !== wanted.purpose) {
    faults.push(`${listing.raw}: purpose ${listing.purpose}, wanted ${wanted.purpose}`);
  }
  if (wanted.status !== undefined && listing.status !== wanted.status) {
    faults.push(`${listing.raw}: status ${listing.status}, wanted ${wanted.status}`);
  }
  if (wanted.hours !== undefined && !(listing.hours ?? '').includes(wanted.hours)) {
    faults.push(`${listing.raw}: hours ${listing.hours ?? 'none'}, wanted ${wanted.hours}`);
  }
  return faults;
}

describe('numbers in the style of real pages', () => {
  test.each(snippets.map((snippet) => [snippet.name, snippet] as const))('%s', (_name, snippet) => {
    const listings = [
      ...findListings(
        snippet.blocks,
        snippet.areaCode === undefined ? {} : { areaCode: snippet.areaCode },
      ),
    ];
    expect(
      listings.map(
        (one) => `${one.number ?? 'none'}${one.extension === null ? '' : `x${one.extension}`}`,
      ),
    ).toEqual(
      snippet.published.map(
        (one) => `${one.number ?? 'none'}${one.extension === undefined ? '' : `x${one.extension}`}`,
      ),
    );
    const faults = listings.flatMap((listing, index) =>
      told(listing, snippet.published[index] ?? { number: null }),
    );
    expect(faults).toEqual([]);
  });
});
