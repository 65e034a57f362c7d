import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { localTime, momentOf } from '../calendar/local-time.ts';
import { isWorkingDay } from '../calendar/working-day.ts';
import { retryAtMs } from './delivery.ts';
import { readersOf } from './news.ts';
import { leavesAtMs, quietUntilMs } from './quiet-hours.ts';

const at = (day: string, hour: number, minute = 0) =>
  momentOf(chinaCalendar, day, hour * 60 + minute);
const night = { fromMinute: 20 * 60, toMinute: 8 * 60, restDays: false };

describe('quiet hours', () => {
  it('hold back over midnight until the morning, and nothing outside of them', () => {
    const until = (atMs: number) => quietUntilMs(night, chinaCalendar, atMs);
    expect(until(at('2026-11-23', 19, 59))).toBe(at('2026-11-23', 19, 59));
    expect(until(at('2026-11-23', 20))).toBe(at('2026-11-24', 8));
    expect(until(at('2026-11-24', 7, 59))).toBe(at('2026-11-24', 8));
    expect(until(at('2026-11-24', 8))).toBe(at('2026-11-24', 8));
  });

  it('hold back at noon on the same day', () => {
    const noon = { fromMinute: 12 * 60, toMinute: 14 * 60, restDays: false };
    expect(quietUntilMs(noon, chinaCalendar, at('2026-11-23', 13))).toBe(at('2026-11-23', 14));
  });

  it('reach over the holidays of the national day to the first working day', () => {
    const rest = { ...night, restDays: true };
    expect(quietUntilMs(rest, chinaCalendar, at('2026-10-01', 10))).toBe(at('2026-10-08', 8));
  });

  it('never end in quiet hours, and never before they were asked (property)', () => {
    const from = at('2026-01-01', 0);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500_000 }),
        fc.integer({ min: 0, max: 1_439 }),
        fc.integer({ min: 0, max: 1_439 }),
        fc.boolean(),
        (minutes, fromMinute, toMinute, restDays) => {
          fc.pre(fromMinute !== toMinute);
          const quiet = { fromMinute, toMinute, restDays };
          const asked = from + minutes * 60_000;
          const until = quietUntilMs(quiet, chinaCalendar, asked);
          expect(until).toBeGreaterThanOrEqual(asked);
          const { day, minute } = localTime(chinaCalendar, until);
          const inside =
            fromMinute < toMinute
              ? minute >= fromMinute && minute < toMinute
              : minute >= fromMinute || minute < toMinute;
          expect(inside).toBe(false);
          if (restDays) expect(isWorkingDay(chinaCalendar, day)).toBe(true);
        },
      ),
    );
  });
});

describe('the digest', () => {
  const rules = { quiet: night, digestMinute: 9 * 60 };
  const leaves = (how: 'each' | 'daily', atMs: number) =>
    leavesAtMs(how, rules, chinaCalendar, atMs);

  it('leaves once a day, at its time', () => {
    expect(leaves('daily', at('2026-11-23', 7))).toBe(at('2026-11-23', 9));
    expect(leaves('daily', at('2026-11-23', 9))).toBe(at('2026-11-23', 9));
    expect(leaves('daily', at('2026-11-23', 9, 1))).toBe(at('2026-11-24', 9));
  });

  it('is not waited for by those who want each', () => {
    expect(leaves('each', at('2026-11-23', 10))).toBe(at('2026-11-23', 10));
    expect(leaves('each', at('2026-11-23', 23))).toBe(at('2026-11-24', 8));
  });
});

describe('attempts', () => {
  it('come ever later, and end after about a day', () => {
    let now = 0;
    const gaps: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const next = retryAtMs(attempts, now);
      if (next === null) break;
      gaps.push(next - now);
      now = next;
    }
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
    expect(gaps[0]).toBe(30_000);
    expect(now).toBeGreaterThan(23 * 3_600_000);
    expect(now).toBeLessThan(26 * 3_600_000);
  });
});

describe('who is told', () => {
  const office = (id: string, parentId: string | null) => ({
    id,
    parentId,
    name: id,
    areaCode: null,
    code: null,
  });
  const departments = [
    office('city', null),
    office('bureau', 'city'),
    office('division', 'bureau'),
  ];
  const reader = (name: string, role: string, departmentId: string | null) => ({
    name,
    role,
    departmentId,
  });
  const people = [
    reader('wang', 'department_manager', 'bureau'),
    reader('zhao', 'department_manager', 'bureau'),
    reader('chief', 'campaign_manager', null),
    reader('part', 'campaign_manager', 'bureau'),
    reader('boss', 'city_admin', null),
    reader('agent', 'agent', 'division'),
  ];
  const told = (id: string | null, among = people) =>
    readersOf(among, departments, id).map(({ name }) => name);

  it('is the managers of the office, else of the nearest above, else those who direct', () => {
    expect(told('bureau')).toEqual(['wang', 'zhao']);
    expect(told('division')).toEqual(['wang', 'zhao']);
    expect(told('city')).toEqual(['chief']);
    expect(told(null)).toEqual(['chief']);
    expect(told(null, people.slice(4))).toEqual(['boss']);
    expect(told(null, [])).toEqual([]);
  });

  it('ends in a tree with a cycle', () => {
    const cycle = [office('a', 'b'), office('b', 'a')];
    expect(readersOf(people, cycle, 'a').map(({ name }) => name)).toEqual(['chief']);
  });
});
