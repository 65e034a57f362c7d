import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LineCalls } from './rate-over-lines.ts';
import { rankOffices, scoreWeights, type Count, type RankedCounts } from './rank-departments.ts';

const of = (successes: number, all: number): Count => ({ successes, of: all });
/** One call to each line. */
const calls = (successes: number, all: number): LineCalls => ({
  ...{ successes, of: all, lines: all, linesInAll: all },
  ...{ ofSquares: all, successSquares: successes, products: successes },
});
const counted = (office: string, change: Partial<RankedCounts>) => ({
  office,
  counts: { reach: calls(0, 0), inTime: of(0, 0), confirmed: of(0, 0), ...change },
});
const ranks = (ranking: ReturnType<typeof rankOffices<string>>) =>
  ranking.offices.map(({ office, rank }) => [office, rank]);

describe('the ranking of offices', () => {
  it('follows the formula that stands on the page', () => {
    const { offices } = rankOffices([
      counted('a', { reach: calls(80, 100), inTime: of(3, 5), confirmed: of(4, 10) }),
    ]);
    // The average is its own share, so nothing is drawn anywhere: 100 × (0.5·0.8 + 0.3·0.6 + 0.2·0.4).
    expect(offices[0]?.score).toBeCloseTo(66);
    expect(scoreWeights.reach + scoreWeights.inTime + scoreWeights.confirmed).toBeCloseTo(1);
  });

  it('does not let three lucky calls lead, and gives a small sample no rank', () => {
    const ranking = rankOffices([
      counted('lucky', { reach: calls(3, 3) }),
      counted('good', { reach: calls(950, 1_000) }),
      counted('poor', { reach: calls(500, 1_000) }),
    ]);
    expect(ranks(ranking)).toEqual([
      ['good', 1],
      ['poor', 2],
      ['lucky', null],
    ]);
    const entered = ranking.offices.map(({ entered }) => entered.reach);
    expect(entered[2]).toBeLessThan(0.8);
    expect(entered[0]).toBeGreaterThan(0.94);
  });

  it('does not punish an office that had no tickets, nor reward it', () => {
    const [one, two] = rankOffices([
      counted('none', { reach: calls(50, 100) }),
      counted('half', { reach: calls(50, 100), inTime: of(50, 100) }),
    ]).offices;
    expect(one?.score).toBeCloseTo(two?.score ?? 0);
    expect([one?.rank, two?.rank]).toEqual([1, 1]);
  });

  it('keeps scores between 0 and 100 and every share between the office’s own and the average', () => {
    const count = fc
      .tuple(fc.nat(50), fc.nat(50))
      .map(([successes, rest]) => of(successes, successes + rest));
    const reach = count.map(({ successes, of: all }) => calls(successes, all));
    const one = fc.record({ reach, inTime: count, confirmed: count });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (all) => {
        const ranking = rankOffices(all.map((counts, office) => ({ office, counts })));
        expect(ranking.offices).toHaveLength(all.length);
        for (const { score, reach, entered } of ranking.offices) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100 + 1e-9);
          const own = reach.rate ?? ranking.average.reach;
          const [low, high] = [own, ranking.average.reach].toSorted((a, b) => a - b);
          expect(entered.reach).toBeGreaterThanOrEqual((low ?? 0) - 1e-9);
          expect(entered.reach).toBeLessThanOrEqual((high ?? 1) + 1e-9);
        }
      }),
    );
  });
});
