import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../simulate/random-stream.ts';
import { dayNumber, monthPlace, weekday, type CallDay, type ComingDay } from './call-day.ts';
import { forecastCalls } from './forecast-calls.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { weightedRidge } from './weighted-ridge.ts';

const first = dayNumber('2026-01-05');
const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const profile = [0.1, 0.3, 0.2, 0.25, 0.15];
const week = [1.3, 1.1, 1, 0.95, 1.05];

/** Working days from Monday, 5 January 2026, of about a thousand calls, with what is special about some. */
function days(
  count: number,
  factor: (n: number) => { times?: number; marks?: string[]; kind?: CallDay['kind'] } = () => ({}),
  random: RandomStream | null = null,
): CallDay[] {
  return Array.from({ length: count }, (_, n) => {
    const day = first + 7 * Math.floor(n / 5) + (n % 5);
    const { times = 1, marks = [], kind = 'usual' } = factor(n);
    return {
      date: dateOf(day),
      kind,
      marks,
      counts: profile.map((share) => {
        const calls = 1000 * share * week[n % 5]! * times;
        return random === null ? calls : Math.round(calls + Math.sqrt(calls) * random.normal());
      }),
    };
  });
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const coming = (days: readonly CallDay[]): ComingDay[] =>
  days.map(({ date, kind, marks }) => ({ date, kind, marks }));

describe('the forecast', () => {
  test('knows the week and the profile of the day', () => {
    const all = days(60);
    const said = forecastCalls(all.slice(0, 50), coming(all.slice(50)), 0.9);
    for (const [n, { expected }] of said.entries()) {
      expect(total(expected) / total(all[50 + n]!.counts)).toBeCloseTo(1, 1);
      for (const [interval, share] of profile.entries()) {
        expect(expected[interval]! / total(expected)).toBeCloseTo(share, 6);
      }
    }
  });

  test('knows what a mark does from the times before', () => {
    const all = days(60, (n) => (n % 13 === 6 ? { times: 1.8, marks: ['bills'] } : {}));
    const said = forecastCalls(all.slice(0, 50), coming(all.slice(50)), 0.9);
    for (const [n, { expected }] of said.entries()) {
      expect(Math.abs(total(expected) / total(all[50 + n]!.counts) - 1)).toBeLessThan(0.12);
    }
    const unheard = { date: dateOf(first + 70), kind: 'usual' as const, marks: ['unheard of'] };
    const plain = forecastCalls(all.slice(0, 50), [{ ...unheard, marks: [] }], 0.9)[0]!;
    expect(forecastCalls(all.slice(0, 50), [unheard], 0.9)[0]).toEqual(plain);
  });

  test('knows holidays, made-up days and growth', () => {
    const all = days(60, (n) => ({
      times: Math.exp(n / 250),
      ...(n % 20 === 9 ? { kind: 'holiday' as const, times: 0.2 } : {}),
    }));
    const said = forecastCalls(all.slice(0, 45), coming(all.slice(45, 50)), 0.9);
    expect(total(said[4]!.expected) / total(all[49]!.counts)).toBeGreaterThan(0.7);
    expect(total(said[4]!.expected) / total(all[49]!.counts)).toBeLessThan(1.5);
    expect(total(said[0]!.expected) / total(all[45]!.counts)).toBeCloseTo(1, 0);
    // The Saturday after that is worked: like a working day, though no Saturday has been seen.
    const saturday = { date: dateOf(first + 7 * 9 + 5), kind: 'made_up' as const, marks: [] };
    const worked = forecastCalls(all.slice(0, 45), [saturday], 0.9)[0]!;
    expect(total(worked.expected)).toBeGreaterThan(900);
    expect(total(worked.expected)).toBeLessThan(1700);
  });

  test('has intervals that hold what they say', () => {
    const random = new RandomStream(4, 0);
    const all = days(200, () => ({ times: Math.exp(0.08 * random.normal()) }), random);
    let held = 0;
    let counts = 0;
    for (let from = 60; from < 200; from += 10) {
      const said = forecastCalls(all.slice(0, from), coming(all.slice(from, from + 10)), 0.9);
      for (const [n, { low, high }] of said.entries()) {
        for (const [interval, count] of all[from + n]!.counts.entries()) {
          counts += 1;
          if (low[interval]! <= count && count <= high[interval]!) held += 1;
        }
      }
    }
    expect(held / counts).toBeGreaterThan(0.86);
    expect(held / counts).toBeLessThan(0.96);
  });

  test('is finite, ordered and not below zero, whatever was counted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(500), { minLength: 3, maxLength: 3 }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.array(fc.constantFrom('usual', 'holiday', 'made_up'), { minLength: 45, maxLength: 45 }),
        (counted, kinds) => {
          const record = counted.map((counts, n) => ({
            date: dateOf(first + n),
            kind: kinds[n]!,
            marks: n % 3 === 0 ? ['x'] : [],
            counts,
          }));
          const next = [0, 1, 4].map((n) => ({
            date: dateOf(first + record.length + n),
            kind: kinds[n]!,
            marks: ['x'],
          }));
          for (const { expected, low, high } of forecastCalls(record, next, 0.8)) {
            for (const [n, calls] of expected.entries()) {
              expect(Number.isFinite(calls)).toBe(true);
              expect(low[n]).toBeGreaterThanOrEqual(0);
              expect(high[n]).toBeGreaterThanOrEqual(low[n]!);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is refused for what is no record', () => {
    const record = days(3);
    const next = [{ date: '2026-02-02', kind: 'usual' as const, marks: [] }];
    expect(() => forecastCalls([], next, 0.9)).toThrow(/record/);
    expect(() => forecastCalls(record, next, 1)).toThrow(/chance/);
    expect(() => forecastCalls(record, [{ ...next[0]!, date: '2026-01-05' }], 0.9)).toThrow(
      /after/,
    );
    expect(() => forecastCalls(record, [{ ...next[0]!, date: '2026-02-30' }], 0.9)).toThrow(/date/);
    expect(() => forecastCalls([record[0]!, { ...record[1]!, counts: [1] }], next, 0.9)).toThrow(
      /2026-01-06 has 1 intervals/,
    );
    expect(() => forecastCalls([{ ...record[0]!, counts: [-1] }], next, 0.9)).toThrow(/count/);
  });
});

describe('beside it', () => {
  test('the calendar counts days', () => {
    expect(weekday(dayNumber('2026-11-30'))).toBe(0);
    expect(weekday(dayNumber('1969-12-31'))).toBe(2);
    expect(monthPlace(dayNumber('2024-02-28'))).toEqual({ of: 28, left: 1 });
  });

  test('the measure is the last day of the same name', () => {
    const record = days(8, (n) => ({ times: n < 5 ? 1 : 2 }));
    const monday = { date: dateOf(first + 14), kind: 'usual' as const, marks: [] };
    expect(seasonalNaive(record, monday)).toEqual(record[5]!.counts);
    expect(seasonalNaive(record, { ...monday, date: dateOf(first + 18) })).toEqual(
      record[4]!.counts,
    );
  });

  test('the regression finds what the rows were made of', () => {
    const rows = Array.from({ length: 30 }, (_, n) => {
      const features = [1, n % 3, Math.sin(n)];
      return { features, value: 2 - 0.5 * features[1]! + 3 * features[2]!, weight: 1 + (n % 2) };
    });
    const found = weightedRidge(rows, [1e-9, 1e-9, 1e-9]);
    for (const [n, value] of [2, -0.5, 3].entries()) expect(found[n]).toBeCloseTo(value, 6);
    // A feature that is never seen stays at nought.
    expect(weightedRidge([{ features: [1, 0], value: 5, weight: 1 }], [1e-9, 1])[1]).toBe(0);
  });
});
