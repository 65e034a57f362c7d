import { describe, expect, it } from 'vitest';

import { roundResult, roundResultsBy, type RoundFinding } from './effective-rate.ts';
import { compareProportions, proportion } from './proportion.ts';
import { spotCheckCodeNames, spotCheckCodes, type SpotCheckCode } from './spot-check.ts';

function found(code: SpotCheckCode, more: Partial<RoundFinding> = {}): RoundFinding {
  return { departmentId: null, tier: 'B', code, answerRight: null, ...more };
}

describe('a round of spot checks', () => {
  it('has the effective rate of the reference: 66 right of 82 is 80.5 %', () => {
    const { effective, byCode } = roundResult(
      Array.from({ length: 82 }, (_, index) => found(index < 66 ? '11' : '21')),
    );
    expect(effective).toMatchObject({ successes: 66, of: 82 });
    expect(effective.rate).toBeCloseTo(0.805, 3);
    expect(byCode).toMatchObject({ '11': 66, '21': 16, '23': 0 });
  });

  it('counts answers by the questions asked, and parts by their own samples', () => {
    const findings = [
      found('11', { answerRight: true, tier: 'A' }),
      found('11', { answerRight: false }),
      found('13'),
    ];
    expect(roundResult(findings).knowledge).toMatchObject({ successes: 1, of: 2, rate: 0.5 });
    const parts = roundResultsBy(findings, ({ tier }) => tier);
    expect([...parts.keys()]).toEqual(['A', 'B']);
    expect(parts.get('B')?.effective).toMatchObject({ successes: 1, of: 2 });
  });

  it('has no rate without a sample, and a name for every code', () => {
    const { effective, knowledge } = roundResult([]);
    expect([effective.rate, knowledge.rate, effective.interval]).toEqual([null, null, [0, 1]]);
    for (const code of spotCheckCodes) {
      expect(spotCheckCodeNames[code].zh).not.toBe('');
      expect(spotCheckCodeNames[code].en).not.toBe('');
    }
  });
});

describe('shares and their differences', () => {
  it('have the intervals of Wilson and Newcombe', () => {
    // Newcombe (1998), Statistics in Medicine 17: 81 of 263 has [0.2553, 0.3662]; 56/70 against 48/80 has [0.0524, 0.3339].
    const [low, high] = proportion(81, 263).interval;
    expect([low, high]).toEqual([expect.closeTo(0.2553, 4), expect.closeTo(0.3662, 4)]);
    const found = compareProportions(proportion(56, 70), proportion(48, 80));
    expect(found?.difference).toBeCloseTo(0.2, 10);
    expect(found?.interval).toEqual([expect.closeTo(0.0524, 4), expect.closeTo(0.3339, 4)]);
    expect(found?.withinChance).toBe(false);
  });

  it('say what chance alone may have made, and nothing without a sample', () => {
    expect(compareProportions(proportion(66, 82), proportion(60, 80))?.withinChance).toBe(true);
    expect(compareProportions(proportion(0, 0), proportion(1, 2))).toBeNull();
    expect(proportion(0, 10).interval[0]).toBe(0);
    expect(proportion(10, 10).interval[1]).toBe(1);
  });
});
