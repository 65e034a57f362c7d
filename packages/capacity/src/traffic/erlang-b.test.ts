import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { erlangB } from './erlang-b.ts';

const shared =
  process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
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

  test('is exact for a hundred thousand lines and for next to none of the load', () => {
    // At A = n the loss is √(2/(πn)) (1 − …): Jagerman's expansion to the second order.
    const n = 100_000;
    const inverse = Math.sqrt((Math.PI * n) / 2) + 2 / 3 + Math.sqrt((2 * Math.PI) / n) / 24;
    expect(erlangB(n, n) * inverse).toBeCloseTo(1, 8);
    expect(erlangB(1, 100)).toBeGreaterThan(0);
    expect(erlangB(1, 100) * Math.E * 9.33262154439441e157).toBeCloseTo(1, 12);
  });

  test.each([
    [0.02, 0.5],
    [0.5, 0.3],
    [0.98, 0.01],
    [1.02, 0.99],
    [3, 2.5],
    [40, 33.25],
  ])('continues between whole lines by the integral (%d erlangs, %d lines)', (load, lines) => {
    // 1/B = ∫ e^−s (1 + s/A)^x ds, by Simpson's rule.
    const f = (s: number): number => Math.exp(-s) * (1 + s / load) ** lines;
    const end = 120 + 4 * lines;
    const steps = 400_000;
    let sum = f(0) + f(end);
    for (let k = 1; k < steps; k += 1) sum += (k % 2 === 0 ? 2 : 4) * f((end * k) / steps);
    expect(erlangB(load, lines) * (sum * (end / steps / 3))).toBeCloseTo(1, 9);
  });

  test('refuses what is no load and no number of lines', () => {
    expect(() => erlangB(-1, 2)).toThrow(RangeError);
    expect(() => erlangB(1, -0.5)).toThrow(RangeError);
    expect(() => erlangB(1, Infinity)).toThrow(RangeError);
    expect(() => erlangB(Number.NaN, 1)).toThrow(RangeError);
  });
});
