import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { localTime, momentOf } from '../calendar/local-time.ts';
import { isOpenAt } from '../calendar/open-hours.ts';
import { hoursOfLine } from '../calendar/published-hours.ts';
import { defaultProbeLimits } from '../probes/limits.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import { campaignFigures } from './campaign-figures.ts';
import { defaultCampaignPolicy, defaultCampaignTargets } from './default-policy.ts';
import { dayParts, planNextCall, type PlanFacts } from './plan-next-call.ts';
import { selectLines } from './scope.ts';

const monday = '2026-11-23';
const minute = 60_000;
const facts: PlanFacts = {
  line: { id: 'l1', hours: '周一至周五 9:00-12:00, 13:30-17:00' },
  calendar: chinaCalendar,
  policy: defaultCampaignPolicy,
  period: { fromDay: monday, toDay: '2026-11-27' },
  otherHours: [defaultProbeLimits.allowedHours],
  calls: [],
  decided: false,
  spread: 'even',
  nowMs: momentOf(chinaCalendar, monday, 0),
};

type Call = PlanFacts['calls'][number];

/** Plays a period: the plan is followed, every call meets what `meets` says. */
function play(
  changed: Partial<PlanFacts>,
  meets: (call: number) => CallOutcome,
): { atMs: number; dayPart: number }[] {
  const calls: Call[] = [];
  const made: { atMs: number; dayPart: number }[] = [];
  let nowMs = changed.nowMs ?? facts.nowMs;
  for (let count = 0; count < 200; count += 1) {
    const plan = planNextCall({ ...facts, ...changed, calls, nowMs });
    if (plan.kind === 'finished') break;
    nowMs = plan.atMs;
    made.push(plan);
    calls.push({ startedAtMs: nowMs, outcome: meets(count), timeToPersonMs: null });
  }
  return made;
}

const dayOf = (atMs: number): string => localTime(chinaCalendar, atMs).day;

describe('the plan of a line', () => {
  it('sees every part of the day once within a week of answered calls', () => {
    for (let line = 0; line < 50; line += 1) {
      const made = play(
        { line: { ...facts.line, id: `l${String(line)}` } },
        () => 'answered_person',
      );
      expect(made).toHaveLength(5);
      expect(new Set(made.map(({ atMs }) => dayOf(atMs))).size).toBe(5);
      expect(new Set(made.map(({ dayPart }) => dayPart)).size).toBe(dayParts);
    }
  });

  it('spreads the first calls of many lines evenly over the day', () => {
    const parts = Array<number>(dayParts).fill(0);
    for (let line = 0; line < 1_000; line += 1) {
      const plan = planNextCall({ ...facts, line: { ...facts.line, id: `l${String(line)}` } });
      if (plan.kind === 'due') parts[plan.dayPart] = (parts[plan.dayPart] ?? 0) + 1;
    }
    for (const count of parts) expect(Math.abs(count - 200)).toBeLessThan(60);
  });

  it('tries again on a day on which nobody was reached, and the next day at the latest', () => {
    const made = play({}, () => 'no_answer');
    expect(made.length).toBeGreaterThanOrEqual(9);
    expect(made.length).toBeLessThanOrEqual(15);
  });

  it('calls as early as the limits allow when it is to be soon', () => {
    const made = play({ spread: 'soon' }, () => 'busy');
    expect(made[0]?.atMs).toBe(momentOf(chinaCalendar, monday, 540));
    expect(made[1]?.atMs).toBe(momentOf(chinaCalendar, monday, 570));
    expect(made).toHaveLength(15);
  });

  it('ends when the verdict holds, the calls are used up, or the period is over', () => {
    expect(planNextCall({ ...facts, decided: true })).toEqual({ kind: 'finished', why: 'decided' });
    const called: Call = {
      startedAtMs: facts.nowMs + minute,
      outcome: 'busy',
      timeToPersonMs: null,
    };
    const policy = { ...defaultCampaignPolicy, maxCallsPerLine: 1 };
    expect(planNextCall({ ...facts, policy, calls: [called] })).toEqual({
      kind: 'finished',
      why: 'call_limit',
    });
    const nowMs = momentOf(chinaCalendar, '2026-11-27', 1_019.5);
    expect(planNextCall({ ...facts, nowMs })).toEqual({ kind: 'finished', why: 'period_over' });
  });

  it('waits for the first day, and passes over holidays and closed days', () => {
    const period = { fromDay: '2026-10-01', toDay: '2026-10-12' };
    const made = play(
      {
        period,
        nowMs: momentOf(chinaCalendar, '2026-09-01', 600),
        line: { id: 'l', hours: '工作日9:00-17:00' },
      },
      () => 'answered_person',
    );
    expect(made.map(({ atMs }) => dayOf(atMs))).toEqual([
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
      '2026-10-12',
    ]);
  });

  it('plans nothing for a line whose hours are all outside the allowed ones', () => {
    expect(planNextCall({ ...facts, line: { id: 'n', hours: '每天22:00-6:00' } })).toEqual({
      kind: 'finished',
      why: 'period_over',
    });
  });

  it('keeps hours, spacing and daily limits whatever the calls meet', () => {
    const outcomes = fc.array(
      fc.constantFrom<CallOutcome>(
        'busy',
        'no_answer',
        'answered_person',
        'answered_ivr',
        'interrupted',
        'trunk_fault',
      ),
      { minLength: 1, maxLength: 12 },
    );
    const hours = fc.constantFrom(
      '周一至周五 9:00-12:00, 13:30-17:00',
      '24小时',
      '每天 10:00-10:40',
      '工作日',
      null,
    );
    fc.assert(
      fc.property(
        outcomes,
        hours,
        fc.string({ minLength: 1, maxLength: 8 }),
        fc.constantFrom('even' as const, 'soon' as const),
        fc.integer({ min: 0, max: 3 * 1_440 }),
        (meets, published, id, spread, start) => {
          const line = { id, hours: published };
          const made = play(
            { line, spread, nowMs: facts.nowMs + start * minute },
            (count) => meets[count % meets.length] ?? 'busy',
          );
          const byDay = new Map<string, number>();
          for (const [index, { atMs }] of made.entries()) {
            expect(isOpenAt(hoursOfLine(line).hours, chinaCalendar, atMs)).toBe(true);
            expect(isOpenAt(defaultProbeLimits.allowedHours, chinaCalendar, atMs)).toBe(true);
            const before = made[index - 1];
            if (before) expect(atMs - before.atMs).toBeGreaterThanOrEqual(30 * minute);
            const day = dayOf(atMs);
            byDay.set(day, (byDay.get(day) ?? 0) + 1);
            expect(byDay.get(day)).toBeLessThanOrEqual(3);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the scope of a campaign', () => {
  const departments = [
    { id: 'city', parentId: null, name: '市', areaCode: null, code: null },
    { id: 'bureau', parentId: 'city', name: '局', areaCode: null, code: null },
    { id: 'other', parentId: null, name: '外', areaCode: null, code: null },
  ];
  const line = {
    id: 'a',
    departmentId: 'bureau',
    tier: 'A',
    purpose: 'enquiry',
    state: 'active',
  } as const;
  const lines = [
    line,
    { ...line, id: 'b', departmentId: 'other' },
    { ...line, id: 'c', tier: 'C' },
    { ...line, id: 'd', state: 'retired' },
    { ...line, id: 'e', departmentId: null },
    { ...line, id: 'f', purpose: 'fax' },
  ] as const;
  const ids = (scope: Parameters<typeof selectLines>[1]): string[] =>
    selectLines(lines, scope, departments).map(({ id }) => id);

  it('is every active line when nothing is said, and narrows with each field', () => {
    expect(ids({})).toEqual(['a', 'b', 'c', 'e', 'f']);
    expect(ids({ departmentIds: ['city'] })).toEqual(['a', 'c', 'f']);
    expect(ids({ departmentIds: ['city'], tiers: ['A'] })).toEqual(['a', 'f']);
    expect(ids({ purposes: ['enquiry'], excludedLineIds: ['a'] })).toEqual(['b', 'c', 'e']);
    expect(ids({ lineIds: ['c', 'd'] })).toEqual(['c']);
  });

  it('does not go round for ever in a tree with a cycle', () => {
    const cycle = [
      { id: 'x', parentId: 'y', name: '', areaCode: null, code: null },
      { id: 'y', parentId: 'x', name: '', areaCode: null, code: null },
    ];
    expect(
      selectLines([{ ...line, departmentId: 'y' }], { departmentIds: ['x'] }, cycle),
    ).toHaveLength(1);
  });
});

describe('the figures of a campaign', () => {
  it('stand beside their denominators', () => {
    const figures = campaignFigures(
      ['healthy', 'healthy', 'busy', 'undetermined'],
      defaultCampaignTargets,
    );
    expect(figures).toMatchObject({
      lines: 4,
      decided: 3,
      decidedShare: 0.75,
      healthyShare: 2 / 3,
      decidedTargetMet: false,
      healthyTargetMet: false,
    });
    expect(campaignFigures([], defaultCampaignTargets)).toMatchObject({
      decidedShare: null,
      healthyShare: null,
      decidedTargetMet: false,
    });
    expect(campaignFigures(['healthy'], defaultCampaignTargets)).toMatchObject({
      decidedTargetMet: true,
      healthyTargetMet: true,
    });
  });
});
