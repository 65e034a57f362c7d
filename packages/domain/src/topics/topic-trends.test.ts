import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { topicTrends, type Asking } from './topic-trends.ts';
import { upperTail } from './upper-tail.ts';

const weekMs = 7 * 86_400_000;
const stretches = { nowMs: 9 * weekMs, lengthMs: weekMs, count: 9 };
let conversations = 0;

/** So many conversations about a topic in each week, the oldest first. */
const weeks = (topic: string, ...counts: number[]): Asking[] =>
  counts.flatMap((count, week) =>
    Array.from({ length: count }, (_, n) => ({
      conversationId: `c${(conversations += 1)}`,
      topic,
      atMs: week * weekMs + ((n + 1) * weekMs) / (count + 1),
    })),
  );
const marks = (...askings: Asking[][]) =>
  Object.fromEntries(
    topicTrends(askings.flat(), stretches).map(({ topic, mark }) => [topic, mark]),
  );

describe('the upper tail of the binomial distribution', () => {
  it('agrees with values worked out by hand', () => {
    expect(upperTail(2, 2, 0.5)).toBeCloseTo(0.25, 12);
    expect(upperTail(1, 3, 0.5)).toBeCloseTo(0.875, 12);
    expect(upperTail(9, 10, 0.1)).toBeCloseTo(10 * 0.9 * 0.1 ** 9 + 0.1 ** 10, 18);
    expect(upperTail(6000, 10_000, 0.5)).toBeLessThan(1e-80);
  });

  it('is whole from none on and falls with each success (property)', () => {
    const trials = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(trials, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (most, share) => {
        expect(upperTail(0, most, share)).toBe(1);
        let last = 1;
        for (let k = 1; k <= most; k += 1) {
          const tail = upperTail(k, most, share);
          expect(tail).toBeLessThanOrEqual(last * (1 + 1e-9));
          last = tail;
        }
        expect(last).toBeCloseTo(share ** most, 9);
      }),
    );
  });
});

describe('what citizens ask about', () => {
  it('is counted by week and conversation, the most asked now first', () => {
    const twice = weeks('医保', 0, 0, 0, 0, 0, 0, 0, 0, 2);
    const found = topicTrends([...twice, ...twice, ...weeks('公积金', 1, 0, 3)], stretches);
    expect(found.map(({ topic, counts }) => [topic, counts])).toEqual([
      ['医保', [0, 0, 0, 0, 0, 0, 0, 0, 2]],
      ['公积金', [1, 0, 3, 0, 0, 0, 0, 0, 0]],
    ]);
  });

  it('bursts where it rises against all else, and is new where it was never asked', () => {
    const usual = [10, 9, 11, 10, 8, 12, 10, 10, 10];
    expect(
      marks(
        weeks('社保', ...usual),
        weeks('户籍', ...usual),
        weeks('停水', 1, 0, 2, 1, 1, 0, 1, 1, 14),
        weeks('年货节', 0, 0, 0, 0, 0, 0, 0, 0, 4),
        weeks('少见', 0, 0, 0, 0, 0, 0, 0, 0, 2),
      ),
    ).toEqual({ 社保: null, 户籍: null, 停水: 'burst', 年货节: 'new', 少见: null });
  });

  it('does not burst because everything is asked more, nor in the first week that is counted', () => {
    const risen = (topic: string) => weeks(topic, 5, 5, 5, 5, 5, 5, 5, 5, 15);
    expect(marks(risen('甲'), risen('乙'), risen('丙'))).toEqual({ 甲: null, 乙: null, 丙: null });
    expect(marks(weeks('甲', 0, 0, 0, 0, 0, 0, 0, 0, 50))).toEqual({ 甲: null });
  });

  it('seldom bursts by chance: of 20 steady topics in 200 cities', () => {
    let state = 12345;
    const next = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const poisson = (mean: number) => {
      let count = -1;
      for (let product = 1; product > Math.exp(-mean); product *= next()) count += 1;
      return count;
    };
    let cities = 0;
    for (let city = 0; city < 200; city += 1) {
      const askings = Array.from({ length: 20 }, (_, n) =>
        weeks(`t${n}`, ...Array.from({ length: 9 }, () => poisson(2 + n / 2))),
      );
      if (Object.values(marks(...askings)).includes('burst')) cities += 1;
    }
    // Where nothing has changed, the false share is the chance of any mark at all: 5 %.
    expect(cities).toBeLessThanOrEqual(18);
  });
});
