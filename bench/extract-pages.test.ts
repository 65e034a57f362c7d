import { describe, expect, test } from 'vitest';
import { ListingFinder, nameKey, type Listing } from '@everyline/numbers';
import { readBlocksFromBytes } from '../packages/server/src/sources/read-blocks.ts';
import { labelledFolder, measurePages } from './extract.ts';
import { labelledPages, type LabelledPage } from './extract-pages.ts';

async function listingsOf(page: LabelledPage): Promise<Listing[]> {
  const finder = new ListingFinder(page.areaCode === undefined ? {} : { areaCode: page.areaCode });
  const listings: Listing[] = [];
  for await (const block of readBlocksFromBytes(page.file, new TextEncoder().encode(page.text))) {
    if (block.kind !== 'rejected') listings.push(...finder.push(block));
  }
  listings.push(...finder.end());
  return listings;
}

const keyOf = (one: Listing): string =>
  `${one.number ?? 'none'}${one.extension === null ? '' : `x${one.extension}`}`;

describe('whole files through the readers', () => {
  test.each(labelledPages.map((page) => [page.file, page] as const))('%s', async (_file, page) => {
    const listings = await listingsOf(page);
    expect([...new Set(listings.map(keyOf))].sort()).toEqual(
      [...new Set(page.labels.map(([number]) => number))].sort(),
    );
    const wrong = page.labels.filter(
      ([number, owner]) =>
        !listings.some(
          (one) =>
            keyOf(one) === number &&
            nameKey(`${one.owner ?? ''}${one.service ?? ''}${one.note ?? ''}`).includes(
              nameKey(owner),
            ),
        ),
    );
    expect(
      wrong.map(([number]) =>
        listings
          .filter((one) => keyOf(one) === number)
          .map((one) => `${number}: ${one.owner ?? ''} | ${one.service ?? ''}`),
      ),
    ).toEqual([]);
  });
});

describe('the labelled pages', () => {
  const folder = labelledFolder();
  if (folder === null)
    console.warn('skipped: the shared folder fixtures/published-numbers is absent');
  test.skipIf(folder === null)(
    'precision, recall and owners hold the promised figures',
    async () => {
      const figures = await measurePages(folder ?? '');
      expect(figures.pages).toBeGreaterThanOrEqual(28);
      expect(figures.precision).toBeGreaterThanOrEqual(0.98);
      expect(figures.recall).toBeGreaterThanOrEqual(0.97);
      expect(figures.owner).toBeGreaterThanOrEqual(0.9);
      expect(figures.recall).toBeGreaterThan(figures.libphonenumber.recall);
    },
  );
});
