import { findListings } from '@everyline/numbers';
import type { Block, Listing } from '@everyline/numbers';
import { describe, expect, test } from 'vitest';
import { readBlocksFromBytes } from '../../../../server/src/sources/read-blocks.ts';
import { makeCity } from '../make-city.ts';
import { sampleAreaCode } from '../numbering.ts';
import type { CityDocument } from './written.ts';

const city = makeCity({ seed: 7, lineCount: 400, publishedOn: '2026-09-01' });

/** What the product's own readers and finder make of a document. */
async function listingsOf(document: CityDocument): Promise<Listing[]> {
  const blocks: Block[] = [];
  const name = document.path.split('/').at(-1) ?? document.path;
  for await (const part of readBlocksFromBytes(name, document.bytes)) {
    if ('reason' in part) throw new Error(`${document.path}: ${JSON.stringify(part.reason)}`);
    blocks.push(part);
  }
  return [...findListings(blocks, { areaCode: sampleAreaCode, country: 'CN' })];
}

const keyOf = (found: { readonly number: string | null; readonly extension: string | null }) =>
  `${found.number ?? ''};${found.extension ?? ''}`;

describe('the product reads the documents of the sample city', () => {
  test('and finds at least 95 of 100 numbers that the truth says are written, with few others', async () => {
    let written = 0;
    let found = 0;
    let invented = 0;
    let statusRight = 0;
    const missed: string[] = [];
    for (const document of city.documents) {
      const left = Map.groupBy(await listingsOf(document), keyOf);
      for (const truth of document.written) {
        if (truth.number === null) continue;
        written += 1;
        const listing = left.get(keyOf(truth))?.shift();
        if (listing === undefined) {
          missed.push(`${document.path}: ${truth.raw}`);
          continue;
        }
        found += 1;
        if (listing.status === truth.status) statusRight += 1;
      }
      invented += [...left.values()].flat().filter(({ number }) => number !== null).length;
    }
    expect(written).toBeGreaterThan(700);
    expect(found / written, missed.slice(0, 10).join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(invented / written).toBeLessThan(0.03);
    expect(statusRight / found).toBeGreaterThan(0.98);
  });

  test('and takes no decoy for a telephone', async () => {
    let taken = 0;
    for (const document of city.documents) {
      const numbers = new Set(
        (await listingsOf(document)).flatMap(({ number }) => (number === null ? [] : [number])),
      );
      for (const { raw } of document.decoys) {
        const digits = raw.replace(/\D/g, '');
        if ([...numbers].some((number) => number.replace('+86', '') === digits)) taken += 1;
      }
    }
    expect(taken).toBe(0);
  });

  test('and merges the worked example: 17 numbers on the portal and 20 on the site are 34', async () => {
    const numbersOf = async (path: string): Promise<Set<string>> => {
      const document = city.documents.find((candidate) => candidate.path === path);
      if (document === undefined) throw new Error(`no document ${path}`);
      return new Set((await listingsOf(document)).map(keyOf));
    };
    const portal = await numbersOf('portal/rsj-guide.html');
    const site = await numbersOf('sites/rsj/contact.html');
    expect([portal.size, site.size, portal.union(site).size]).toEqual([17, 20, 34]);
  });

  test('and lists a number that is short of a digit for repair', async () => {
    const newspaper = city.documents.find(({ format }) => format === 'txt');
    const spoiled = newspaper?.written.filter(({ status }) => status === 'malformed') ?? [];
    expect(spoiled).toHaveLength(3);
    const malformed = (await listingsOf(newspaper as CityDocument)).filter(
      ({ status, number }) => status === 'malformed' && number === null,
    );
    for (const { raw } of spoiled) {
      expect(malformed.some((listing) => listing.raw.includes(raw.slice(-7)))).toBe(true);
    }
  });
});
