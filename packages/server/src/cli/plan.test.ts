import { buildLine } from '@everyline/testkit';
import { describe, expect, test } from 'vitest';

import type { LinePlan } from '../app/capacity/plan-lines.ts';
import { AppFault } from '../app/faults.ts';
import { readPlanArguments } from './plan.ts';
import { caseText, closingText, headText, whyText } from './plan-text.ts';

const { target } = readPlanArguments([]);
const need = (lines: number, people: number) => ({ lines, people, busy: 0.03 });
const plan: LinePlan = {
  line: buildLine(1, { owner: '市人社局', seats: 2 }),
  lines: 2,
  probes: 60,
  busy: 15,
  cases: [
    {
      lines: 2,
      chance: 1,
      erlangs: { low: 0.9, middle: 1.3, high: 1.8 },
      callsAnHour: { low: 18, middle: 26, high: 36 },
      needed: { low: need(4, 3), middle: need(5, 4), high: need(6, 4) },
    },
  ],
};

describe('the arguments of plan', () => {
  test('have defaults, and take shares as they are written', () => {
    expect(readPlanArguments([])).toEqual({
      campaign: null,
      calls: null,
      shrinkage: 0.15,
      json: false,
      target: { busyAtMost: 0.05, share: 0.8, withinS: 15, handlingS: 180, patienceS: 120 },
    });
    const given = readPlanArguments(['--busy', '2%', '--answered=0.9', '--within', '20', '--json']);
    expect(given).toMatchObject({
      json: true,
      target: { busyAtMost: 0.02, share: 0.9, withinS: 20 },
    });
  });

  test.each([
    [['--busy', '0']],
    [['--busy', '']],
    [['--answered', '100%']],
    [['--handling', 'long']],
    [['--patience', '-3']],
    [['--campaign', 'x']],
    [['--bogus']],
    [['file.csv']],
  ])('are refused with the way out: %j', (args) => {
    expect(() => readPlanArguments(args)).toThrow(AppFault);
  });
});

describe('the words of plan', () => {
  test('say what was met, what it needs and how sure that is', () => {
    expect(headText('028-6100 0001', plan, 'en')).toBe(
      '028-6100 0001  市人社局  busy in 15 of 60 test calls in its published hours (25 %)',
    );
    expect(caseText(plan.cases![0]!, { isKnown: true, target }, 'en')).toBe(
      'has 2 lines: 26 (18–36) new calls an hour; busy at most 5 % takes 5 (4–6) lines, and 4 (3–4) people in the busiest hour',
    );
    expect(
      caseText({ ...plan.cases![0]!, chance: 0.31 }, { isKnown: false, target }, 'zh-CN'),
    ).toBe(
      '如果有 2 条线（吻合程度 31 %）：每小时新来电 26 (18–36) 个；占线不超过 5 % 需 5 (4–6) 条线，最忙的一小时需 4 (3–4) 人接听',
    );
  });

  test('say why nothing is proposed for a number that met busy', () => {
    const always = { ...plan, busy: 60, cases: null };
    expect(whyText(always, 'en')).toContain('no upper bound');
    expect(whyText({ ...plan, lines: 40, cases: null }, 'zh-CN')).toContain('40 条线');
  });

  test('name what test calls cannot tell, in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const both = closingText({ planned: 3, neverBusy: 7, target }, language);
      expect(both).toHaveLength(2);
      expect(both[0]).toContain('7');
      expect(both[1]).toContain('--handling');
      expect(closingText({ planned: 0, neverBusy: 0, target }, language)).toHaveLength(1);
    }
  });
});
