import { describe, expect, it } from 'vitest';

import { roundResult, type RoundFinding } from './effective-rate.ts';
import { explainRound, type RoundFacts } from './explain-round.ts';
import { compareProportions, proportion } from './proportion.ts';

const found = (code: RoundFinding['code'], count: number, answerRight: boolean | null = null) =>
  Array.from({ length: count }, (): RoundFinding => ({
    departmentId: null,
    tier: 'B',
    code,
    answerRight,
  }));

function facts(findings: readonly RoundFinding[], more: Partial<RoundFacts> = {}): RoundFacts {
  const result = roundResult(findings);
  return {
    population: 1_000,
    outside: 37,
    sample: findings.length,
    open: 0,
    dropped: 0,
    result,
    comparison: null,
    ...more,
  };
}

describe('what a round says in a minute', () => {
  it('gives each rate with its sample and interval, and the faults that were met most often', () => {
    const round = [
      ...found('11', 60, true),
      ...found('11', 6, false),
      ...found('21', 12),
      ...found('23', 4),
    ];
    const told = explainRound(facts(round));
    expect(told.map(({ zh }) => zh)).toEqual([
      '从 1000 个可抽的号码中，按单位和分级分层抽取 82 个；另有 37 个不在抽样范围。',
      '查了 82 个，66 个接通且单位、职能都对：有效率 80.5%（95% 区间 70.6% 至 87.6%）。',
      '问题主要是：无人接听 12 个、空号或停机 4 个。',
      '问了 66 个问题，答对 60 个：答对率 90.9%（95% 区间 81.6% 至 95.8%）。',
    ]);
    expect(told[1]?.en).toContain('80.5% (95 % interval 70.6% to 87.6%)');
  });

  it('says whether a change is more than chance, and what is not known yet', () => {
    const of = (successes: number) => proportion(successes, 100);
    const comparison = (before: number) => ({
      name: '八月',
      effective: compareProportions(of(80), of(before)),
      knowledge: null,
    });
    const round = [...found('11', 80), ...found('22', 20)];
    const small = explainRound(facts(round, { comparison: comparison(76), open: 5, dropped: 1 }));
    expect(small[0]?.zh).toContain('还有 5 个没查，以下是到目前为止的结果；1 个抽中后未查');
    expect(small.at(-1)?.zh).toContain('有效率升高 4.0 个百分点');
    expect(small.at(-1)?.zh).toContain('在偶然范围之内');
    const large = explainRound(facts(round, { comparison: comparison(95) }));
    expect(large.at(-1)?.en).toMatch(
      /fell by 15\.0 points \(interval −.* to −.*\), which is beyond/,
    );
    expect(explainRound(facts([]))).toHaveLength(1);
  });
});
