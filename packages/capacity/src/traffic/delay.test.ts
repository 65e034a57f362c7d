import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangA } from './erlang-a.ts';
import { erlangB } from './erlang-b.ts';
import { erlangC } from './erlang-c.ts';

const shared =
  process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const referenceFile = resolve(shared, 'fixtures/calls/erlang_reference.json');
const present = existsSync(referenceFile);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped test must be heard
  console.warn(`skipped: Erlang C and A against the reference, because ${referenceFile} is absent`);
}

interface Reference {
  readonly erlang_c: readonly Readonly<
    Record<'A' | 'N' | 'p_wait' | 'sl_15s_aht180' | 'asa_s_aht180', number>
  >[];
  readonly erlang_a: readonly Readonly<
    Record<
      | 'A'
      | 'N'
      | 'aht_s'
      | 'patience_s'
      | 'p_wait'
      | 'p_abandon'
      | 'occupancy'
      | 'mean_queue'
      | 'mean_wait_all'
      | 'service_level',
      number
    >
  >[];
  readonly worked_12393: readonly Readonly<
    Record<'aht_s' | 'A' | 'N_80_15' | 'N_95_15' | 'N_abandon_le_5pct', number>
  >[];
}
const reference = (): Reference => JSON.parse(readFileSync(referenceFile, 'utf8')) as Reference;

const loads = fc.double({ min: 0.05, max: 300, noNaN: true });
const relative = fc.double({ min: 0.4, max: 1.8, noNaN: true });
const patience = fc.double({ min: 0.02, max: 20, noNaN: true });

describe('Erlang C', () => {
  test.skipIf(!present)('agrees with every row of the reference', () => {
    for (const row of reference().erlang_c) {
      const queue = erlangC(row.A, row.N);
      expect(queue?.waiting).toBeCloseTo(row.p_wait, 7);
      expect(queue?.within(15 / 180)).toBeCloseTo(row.sl_15s_aht180, 7);
      expect((queue?.meanWait ?? NaN) * 180).toBeCloseTo(row.asa_s_aht180, 5);
    }
  });

  test('is the steady state of the birth and death of a queue', () => {
    // M/M/3 with 2 erlangs: p(n) = 2^n/n! up to 3, then falling by 2/3 each.
    const head = [1, 2, 2, 8 / 6];
    const total = head[0]! + head[1]! + head[2]! + head[3]! * 3;
    expect(erlangC(2, 3)?.waiting).toBeCloseTo((head[3]! * 3) / total, 12);
    expect(erlangC(2, 3)?.meanQueue).toBeCloseTo((head[3]! * 6) / total, 12);
  });

  test('has no steady state at or above the number of people', () => {
    expect(erlangC(3, 3)).toBeNull();
    expect(erlangC(3, 2)).toBeNull();
  });
});

describe('Erlang A', () => {
  test.skipIf(!present)('agrees with every row of the reference', () => {
    for (const row of reference().erlang_a) {
      const queue = erlangA(row.A, row.N, row.patience_s / row.aht_s);
      expect(queue.waiting).toBeCloseTo(row.p_wait, 7);
      expect(queue.abandoned).toBeCloseTo(row.p_abandon, 7);
      expect(queue.occupancy).toBeCloseTo(row.occupancy, 7);
      expect(queue.meanQueue).toBeCloseTo(row.mean_queue, 7);
      expect(queue.meanWait * row.aht_s).toBeCloseTo(row.mean_wait_all, 5);
      expect(queue.servedWithin(15 / row.aht_s)).toBeCloseTo(row.service_level, 7);
    }
  });

  test.skipIf(!present)('gives the people that a hotline of 200,000 calls a month needs', () => {
    const least = (enough: (people: number) => boolean): number => {
      let people = 1;
      while (!enough(people)) people += 1;
      return people;
    };
    for (const row of reference().worked_12393) {
      // The service levels are those of callers who wait for ever, as planners reckon.
      const within = (people: number) => erlangC(row.A, people)?.within(15 / row.aht_s) ?? 0;
      expect(least((n) => within(n) >= 0.8)).toBe(row.N_80_15);
      expect(least((n) => within(n) >= 0.95)).toBe(row.N_95_15);
      const lost = (people: number) => erlangA(row.A, people, 120 / row.aht_s).abandoned;
      expect(least((n) => lost(n) <= 0.05)).toBe(row.N_abandon_le_5pct);
    }
  });

  test('is the steady state of the birth and death of a queue', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 30, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        patience,
        (load, people, mean) => {
          let chance = 1;
          let total = 1;
          let waiting = 0;
          let queue = 0;
          for (let n = 1; n < 5_000; n += 1) {
            chance *= load / (Math.min(n, people) + Math.max(0, n - people) / mean);
            total += chance;
            if (n >= people) waiting += chance;
            queue += chance * Math.max(0, n - people);
            if (chance > 1e200) return;
            if (chance < queue * 1e-18 && n > people + load) break;
          }
          const found = erlangA(load, people, mean);
          expect(found.waiting / (waiting / total)).toBeCloseTo(1, 9);
          expect(found.meanQueue / (queue / total)).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('serves whom it does not lose, and becomes Erlang C as patience grows', () => {
    fc.assert(
      fc.property(loads, relative, patience, (load, part, mean) => {
        const people = Math.max(0.5, load * part);
        const queue = erlangA(load, people, mean);
        expect(queue.servedWithin(1e6)).toBeCloseTo(1 - queue.abandoned, 9);
        expect(queue.servedWithin(0)).toBeCloseTo(1 - queue.waiting, 9);
        expect(queue.waitedAtMost(0)).toBeCloseTo(1 - queue.waiting, 9);
        const times = [0, 0.01, 0.1, 0.5, 2, 10];
        const served = times.map(queue.servedWithin);
        for (const [n, share] of served.slice(1).entries())
          expect(share).toBeGreaterThanOrEqual(served[n]! - 1e-12);
        expect(queue.occupancy).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 300 },
    );
    const patient = erlangA(8, 10, 1e7);
    expect(patient.waiting).toBeCloseTo(erlangC(8, 10)?.waiting ?? NaN, 6);
    expect(patient.servedWithin(0.1)).toBeCloseTo(erlangC(8, 10)?.within(0.1) ?? NaN, 6);
    expect(erlangA(8, 10, 1e-9).abandoned).toBeCloseTo(erlangB(8, 10), 6);
  });

  test('stays exact for a hundred thousand people, far under and far over the load', () => {
    expect(erlangA(90_000, 100_000, 0.7).waiting).toBeLessThan(1e-100);
    const over = erlangA(130_000, 100_000, 0.7);
    expect(over.waiting).toBeCloseTo(1, 9);
    expect(over.abandoned).toBeCloseTo(3 / 13, 9);
    expect(over.occupancy).toBeCloseTo(1, 9);
    const even = erlangA(100_000, 100_000, 1);
    // Patience as long as the talk: the system is that of endless people, and half the time more are in it than served.
    expect(even.waiting).toBeCloseTo(0.5, 2);
    expect(even.meanQueue).toBeCloseTo(Math.sqrt(100_000 / (2 * Math.PI)), 0);
  });

  test('refuses what is no queue', () => {
    expect(() => erlangA(0, 1, 1)).toThrow(RangeError);
    expect(() => erlangA(1, 0, 1)).toThrow(RangeError);
    expect(() => erlangA(1, 1, 0)).toThrow(RangeError);
    expect(() => erlangA(1, 1, Infinity)).toThrow(RangeError);
  });
});
