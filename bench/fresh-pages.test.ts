import { describe, expect, test } from 'vitest';
import { freshFiles, measureFreshPages } from './fresh-pages.ts';

const files = await freshFiles();

describe('pages that were labelled before the finder was first run on them', () => {
  test.each(files)('%s keeps every number and nearly every owner', async (file) => {
    const { pages, precision, recall, owner, misses } = await measureFreshPages(file);
    expect(pages).toBeGreaterThanOrEqual(8);
    expect(misses.filter((miss) => miss.what !== 'owner')).toEqual([]);
    expect({ precision, recall }).toEqual({ precision: 1, recall: 1 });
    expect(owner).toBeGreaterThanOrEqual(0.9);
  });
});
