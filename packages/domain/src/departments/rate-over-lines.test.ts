import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { proportion } from '../spot-checks/proportion.ts';
import { chances } from '../test-chances.ts';
import { linesTogether, noLineCalls, rateOverLines, type LineCalls } from './rate-over-lines.ts';
import { connectionTarget, standingOf } from './service-target.ts';

const line = (successes: number, of: number): LineCalls => ({
  ...{ linesInAll: 1, lines: 1, of, successes },
  ...{ ofSquares: of * of, successSquares: successes * successes, products: of * successes },
});
const uncalled = (lines: number): LineCalls => ({ ...noLineCalls, linesInAll: lines });

/** Kinds of lines: how many of all, and how often a call gets through. */
type Kinds = readonly (readonly [share: number, reach: number])[];
const cities: Readonly<Record<string, Kinds>> = {
  'most good, some dead, some busy': [
    [0.8, 0.97],
    [0.12, 0.1],
    [0.08, 0.75],
  ],
  'nearly all good': [
    [0.97, 0.995],
    [0.03, 0],
  ],
  'all alike': [[1, 0.9]],
};

/** How often the interval holds the rate of all lines of an office, where some of them are called so many times each. */
function coverage(kinds: Kinds, called: number, linesInAll: number, callsEach: number): number {
  const random = chances(1_000 * linesInAll + 40 * called + callsEach);
  const runs = 400;
  let held = 0;
  for (let run = 0; run < runs; run += 1) {
    const reaches = Array.from({ length: linesInAll }, () => {
      let at = random();
      for (const [share, reach] of kinds) if ((at -= share) < 0) return reach;
      return kinds[0]?.[1] ?? 0;
    });
    const truth = reaches.reduce((sum, one) => sum + one, 0) / linesInAll;
    const seen = reaches.slice(0, called).map((reach) => {
      let successes = 0;
      for (let call = 0; call < callsEach; call += 1) if (random() < reach) successes += 1;
      return line(successes, callsEach);
    });
    const { interval } = rateOverLines(linesTogether([...seen, uncalled(linesInAll - called)]));
    if (interval[0] <= truth + 1e-9 && truth - 1e-9 <= interval[1]) held += 1;
  }
  return held / runs;
}

describe('the rate of calls over lines', () => {
  it.each(Object.keys(cities))('holds the rate of all lines as often as stated: %s', (name) => {
    const kinds = cities[name] ?? [];
    for (const [called, linesInAll] of [
      [5, 50],
      [10, 100],
      [30, 60],
      [60, 600],
      [12, 12],
    ] as const) {
      for (const callsEach of [3, 10, 30]) {
        const held = coverage(kinds, called, linesInAll, callsEach);
        expect(held, `${called}/${linesInAll} lines, ${callsEach} calls`).toBeGreaterThan(0.9);
      }
    }
  });

  it('is that of the calls where every line was called', () => {
    const all = linesTogether([line(9, 10), line(1, 10), line(10, 10)]);
    expect(rateOverLines(all)).toEqual(proportion(20, 30));
  });

  it('says of many calls to a few of many lines no more than of those lines', () => {
    const few = linesTogether([line(40, 40), line(40, 40), line(40, 40), uncalled(57)]);
    expect(standingOf(proportion(120, 120), connectionTarget)).toBe('met');
    expect(standingOf(rateOverLines(few), connectionTarget)).toBe('cannot_tell');
    expect(rateOverLines(linesTogether([line(30, 30), uncalled(9)])).interval[0]).toBeLessThan(0.1);
  });

  it('still tells where the called lines leave no doubt', () => {
    const lines = Array.from({ length: 120 }, () => line(10, 10));
    expect(standingOf(rateOverLines(linesTogether([...lines, uncalled(120)])), 0.95)).toBe('met');
    const poor = Array.from({ length: 40 }, (_, n) => line(n % 2 === 0 ? 10 : 2, 10));
    expect(standingOf(rateOverLines(linesTogether([...poor, uncalled(400)])), 0.95)).toBe(
      'not_met',
    );
  });

  it('is never narrower than that of independent calls, and holds the rate', () => {
    const one = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(40))
      .map(([of, misses]) => line(Math.max(0, of - misses), of));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), fc.nat(100), (seen, rest) => {
        const all = linesTogether([...seen, uncalled(rest)]);
        const { rate, interval } = rateOverLines(all);
        const [low, high] = proportion(all.successes, all.of).interval;
        expect(interval[0]).toBeLessThanOrEqual(low + 1e-9);
        expect(interval[1]).toBeGreaterThanOrEqual(high - 1e-9);
        expect(interval[0]).toBeLessThanOrEqual(rate ?? 0);
        expect(interval[1]).toBeGreaterThanOrEqual(rate ?? 1);
      }),
    );
  });

  it('says nothing without a call', () => {
    expect(rateOverLines(uncalled(7))).toMatchObject({ rate: null, interval: [0, 1] });
  });
});
