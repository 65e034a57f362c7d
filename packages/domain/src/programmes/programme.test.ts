import { describe, expect, it } from 'vitest';

import type { Calendar } from '../calendar/calendar.ts';
import { boardGroups, boardTotal } from './board.ts';
import { reminderDue } from './measure-reminder.ts';
import { completionOf, measureCompletion, measureState } from './programme.ts';

const today = '2026-11-30';
const nothing = { deadline: '2026-12-31', indicators: [], reports: 0, saidDone: false };
const of = (planned: number | null, actual: number | null) => ({ planned, actual });

describe('the state of a measure', () => {
  it('follows from its indicators, its reports and its last day', () => {
    expect(measureState(nothing, today)).toBe('not_begun');
    expect(measureState({ ...nothing, reports: 1 }, today)).toBe('in_progress');
    expect(measureState({ ...nothing, indicators: [of(10, 3)] }, today)).toBe('in_progress');
    expect(measureState({ ...nothing, indicators: [of(10, 10), of(5, 6)] }, today)).toBe('done');
    expect(measureState({ ...nothing, deadline: '2026-11-29' }, today)).toBe('overdue');
    expect(measureState({ ...nothing, deadline: '2026-11-30' }, today)).toBe('not_begun');
  });

  it('is not done by word where a planned indicator is not reached, and is where none is planned', () => {
    expect(
      measureState({ ...nothing, reports: 1, saidDone: true, indicators: [of(10, 9)] }, today),
    ).toBe('in_progress');
    expect(measureState({ ...nothing, reports: 1, saidDone: true }, today)).toBe('done');
    expect(
      measureState({ ...nothing, deadline: '2026-01-01', indicators: [of(10, 11)] }, today),
    ).toBe('done');
  });
});

describe('completion', () => {
  it('is actual over planned, and nothing where either is missing', () => {
    expect(completionOf(of(4262, 5200))).toBeCloseTo(1.22, 3);
    expect([of(null, 3), of(0, 3), of(3, null)].map(completionOf)).toEqual([null, null, null]);
  });

  it('of a measure counts no indicator more than whole, and one without an actual as nothing', () => {
    expect(measureCompletion([of(10, 20), of(10, null)])).toBe(0.5);
    expect(measureCompletion([of(null, 2)])).toBeNull();
  });
});

describe('the board', () => {
  const measure = (
    category: string,
    planned: number | null,
    actual: number | null,
    unit = '亿元',
  ) => ({
    category,
    leadOfficeId: null,
    state: 'in_progress' as const,
    indicators: [{ name: '投资', unit, planned, actual }],
  });

  it('adds indicators of one name and unit, with the rate of those that have plan and actual', () => {
    const total = boardTotal([
      measure('a', 2611, 3186),
      measure('a', null, 100),
      measure('a', 1269, null),
    ]);
    expect(total.totals).toEqual([
      {
        name: '投资',
        unit: '亿元',
        measures: 3,
        planned: 3880,
        actual: 3286,
        completion: 3186 / 2611,
      },
    ]);
    expect(total.states).toEqual({ not_begun: 0, in_progress: 3, done: 0, overdue: 0 });
  });

  it('adds no shares and no different units', () => {
    expect(boardTotal([measure('a', 95, 90, '%'), measure('a', 95, 97, '%')]).totals).toEqual([]);
    expect(boardTotal([measure('a', 1, 1), measure('a', 1, 1, '万元')]).totals).toHaveLength(2);
    expect(boardTotal([measure('a', 0.1, 0.1), measure('a', 0.2, 0.2)]).totals[0]?.planned).toBe(
      0.3,
    );
  });

  it('has the largest group first', () => {
    const groups = boardGroups(
      [measure('a', 1, 1), measure('b', 1, 1), measure('b', 1, 1)],
      (one) => one.category,
    );
    expect(groups.map(({ key, measures }) => [key, measures])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});

describe('reminders', () => {
  const calendar: Calendar = {
    country: 'CN',
    utcOffsetMinutes: 480,
    overrides: {},
    periods: [],
  } as never;
  const due = (
    deadline: string | null,
    day: string,
    state: 'in_progress' | 'done' = 'in_progress',
  ) => reminderDue({ deadline, state }, calendar, day);

  it('leave seven days before the last day, and on the working day after it', () => {
    expect(due('2026-12-11', '2026-12-03')).toBeNull();
    expect(due('2026-12-11', '2026-12-04')).toBe('before');
    // The eleventh is a Friday.
    expect(due('2026-12-11', '2026-12-12')).toBeNull();
    expect(due('2026-12-11', '2026-12-14')).toBe('after');
  });

  it('never leave about what is done or has no last day', () => {
    expect(due('2026-12-11', '2026-12-20', 'done')).toBeNull();
    expect(due(null, '2026-12-20')).toBeNull();
  });
});
