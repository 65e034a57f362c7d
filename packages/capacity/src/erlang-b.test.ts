import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { erlangB } from './erlang-b.ts';

const shared = process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const referenceFile = resolve(shared, 'fixtures/calls/erlang_reference.json');
const present = existsSync(referenceFile);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped test must be heard
  console.warn(`skipped: Erlang B against the reference, because ${referenceFile} is absent`);
}

interface Reference {
  readonly erlang_b: readonly {
    readonly A: number;
    readonly N: number;
    readonly blocking: number;
  }[];
}

describe('Erlang B', () => {
  test.skipIf(!present)('agrees with every row of the reference', () => {
    const reference = JSON.parse(readFileSync(referenceFile, 'utf8')) as Reference;
    expect(reference.erlang_b.length).toBeGreaterThan(10);
    for (const row of reference.erlang_b)
      expect(erlangB(row.A, row.N)).toBeCloseTo(row.blocking, 7);
  });

  test('blocks everything without lines and nothing without load', () => {
    expect(erlangB(3, 0)).toBe(1);
    expect(erlangB(0, 0)).toBe(1);
    expect(erlangB(0, 4)).toBe(0);
  });

  test('stays finite for very many lines', () => {
    expect(erlangB(5000, 5000)).toBeGreaterThan(0);
    expect(erlangB(5000, 5000)).toBeLessThan(0.02);
  });

  test('refuses what is no load and no number of lines', () => {
    expect(() => erlangB(-1, 2)).toThrow(RangeError);
    expect(() => erlangB(1, 1.5)).toThrow(RangeError);
    expect(() => erlangB(Number.NaN, 1)).toThrow(RangeError);
  });
});
