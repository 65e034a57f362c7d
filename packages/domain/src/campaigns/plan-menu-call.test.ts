import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { localTime, momentOf } from '../calendar/local-time.ts';
import { isOpenAt } from '../calendar/open-hours.ts';
import { defaultProbeLimits } from '../probes/limits.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import { defaultCampaignPolicy } from './default-policy.ts';
import { answersWithMenu, planMenuCall, type MenuFacts } from './plan-menu-call.ts';

const monday = '2026-11-23';
const dayMs = 86_400_000;
const mondayMs = momentOf(chinaCalendar, monday, 0);
type Call = MenuFacts['calls'][number];
const called = (startedAtMs: number, outcome: CallOutcome = 'answered_ivr'): Call => ({
  ...{ startedAtMs, outcome, timeToPersonMs: null },
});
const facts: MenuFacts = {
  line: { id: 'l1', hours: '周一至周五 9:00-17:00' },
  calendar: chinaCalendar,
  policy: { ...defaultCampaignPolicy, maxCallsPerLine: 3 },
  period: { fromDay: monday, toDay: '2027-01-31' },
  otherHours: [defaultProbeLimits.allowedHours],
  calls: [called(mondayMs + 9.5 * 3_600_000), called(mondayMs + 10.5 * 3_600_000)],
  menuWalks: { everyDays: 30, callsPerWalk: 40, depth: 2, keys: '123' },
  lastWalk: null,
  nowMs: mondayMs + 11 * 3_600_000,
};

describe('a line that answers with a menu', () => {
  it.each([
    [['answered_ivr', 'answered_ivr'], true],
    [['answered_ivr'], false],
    [['answered_ivr', 'answered_ivr', 'busy', 'no_answer'], true],
    [['answered_ivr', 'answered_ivr', 'answered_person', 'answered_person'], false],
    [['answered_person', 'answered_person', 'answered_ivr', 'answered_ivr', 'answered_ivr'], true],
    [[], false],
  ] as const)('is known by its last answered calls: %j', (outcomes, isMenu) => {
    expect(answersWithMenu(outcomes.map((outcome) => ({ outcome })))).toBe(isMenu);
  });
});

describe('the next call of a walk', () => {
  it('is none where no menu answers, and goes on with a walk that was begun', () => {
    const persons = { ...facts, calls: [called(mondayMs, 'answered_person')] };
    expect(planMenuCall(persons)).toBeNull();
    const lastWalk = { startedAtMs: mondayMs, finishedAtMs: null };
    expect(planMenuCall({ ...persons, lastWalk })).not.toBeNull();
  });

  it('comes soon, apart from the call before and within the hours of the line', () => {
    const atMs = planMenuCall(facts)!;
    expect(atMs).toBeGreaterThanOrEqual(facts.calls[1]!.startedAtMs + facts.policy.spacingMs);
    expect(localTime(chinaCalendar, atMs).day).toBe(monday);
    expect(isOpenAt(facts.policy.hours, chinaCalendar, atMs)).toBe(true);
  });

  it('waits for the next day when the day has had its calls, or a person has answered', () => {
    const third = [...facts.calls, called(facts.nowMs)];
    const person = [...facts.calls, { ...called(facts.nowMs), timeToPersonMs: 9_000 }];
    for (const calls of [third, person]) {
      const atMs = planMenuCall({ ...facts, calls })!;
      expect(localTime(chinaCalendar, atMs).day).toBe('2026-11-24');
    }
  });

  it('begins another walk so many days after the last began, and none after the period', () => {
    const lastWalk = { startedAtMs: facts.nowMs, finishedAtMs: facts.nowMs + 5 * dayMs };
    const atMs = planMenuCall({ ...facts, lastWalk })!;
    expect(atMs - facts.nowMs).toBeGreaterThanOrEqual(30 * dayMs);
    expect(atMs - facts.nowMs).toBeLessThan(31 * dayMs);
    const period = { fromDay: monday, toDay: '2026-12-20' };
    expect(planMenuCall({ ...facts, lastWalk, period })).toBeNull();
  });
});
