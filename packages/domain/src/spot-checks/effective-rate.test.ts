import { describe, expect, it } from 'vitest';

import { spotCheckCodeNames, spotCheckRound } from './effective-rate.ts';
import { spotCheckCodes, type SpotCheck, type SpotCheckCode } from './spot-check.ts';

function check(line: number, code: SpotCheckCode, more: Partial<SpotCheck> = {}): SpotCheck {
  return {
    id: `s${String(line)}`,
    lineId: `l${String(line)}`,
    campaignId: null,
    checkedAtMs: line,
    tester: 'u1',
    code,
    answerRight: null,
    note: '',
    ...more,
  };
}

describe('a round of spot checks', () => {
  it('has the effective rate of the reference: 66 right of 82 is 80.5 %', () => {
    const checks = Array.from({ length: 82 }, (_, index) => check(index, index < 66 ? '11' : '21'));
    const round = spotCheckRound(checks);
    expect(round.sample).toBe(82);
    expect(Math.round((round.effectiveRate ?? 0) * 1_000)).toBe(805);
    expect(round.interval[0]).toBeLessThan(0.805);
    expect(round.interval[1]).toBeGreaterThan(0.805);
    expect(round.byCode).toMatchObject({ '11': 66, '21': 16, '23': 0 });
  });

  it('counts each line once, by its latest check, and answers by the questions asked', () => {
    const round = spotCheckRound([
      check(1, '21', { checkedAtMs: 1 }),
      check(1, '11', { checkedAtMs: 2, answerRight: true }),
      check(2, '11', { answerRight: false }),
      check(3, '13'),
    ]);
    expect(round).toMatchObject({ sample: 3, rightAnswerRate: 0.5, questionsAsked: 2 });
    expect(round.byCode['21']).toBe(0);
  });

  it('has no rate without a sample, and a name for every code', () => {
    expect(spotCheckRound([])).toMatchObject({
      sample: 0,
      effectiveRate: null,
      rightAnswerRate: null,
      interval: [0, 1],
    });
    for (const code of spotCheckCodes) {
      expect(spotCheckCodeNames[code]['zh-CN']).not.toBe('');
      expect(spotCheckCodeNames[code].en).not.toBe('');
    }
  });
});
