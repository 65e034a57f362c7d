import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from './calendar.ts';
import { addDays, daysBetween, localTime, momentOf, weekdayOf } from './local-time.ts';
import { isOpenAt, nextOpenMs, officeHours, spansOfDay } from './open-hours.ts';
import {
  addWorkingDays,
  calendarKnownThroughYear,
  dayKind,
  isWorkingDay,
  workingDaysBetween,
} from './working-day.ts';

describe('working days', () => {
  it('knows the National Day of 2026 with its make-up workdays', () => {
    expect(dayKind(chinaCalendar, '2026-10-01')).toBe('holiday');
    expect(dayKind(chinaCalendar, '2026-10-07')).toBe('holiday');
    expect(dayKind(chinaCalendar, '2026-10-10')).toBe('make_up');
    expect(dayKind(chinaCalendar, '2026-09-20')).toBe('make_up');
    expect(dayKind(chinaCalendar, '2026-10-11')).toBe('rest');
    expect(dayKind(chinaCalendar, '2026-10-08')).toBe('work');
  });

  it('lets the city set a day, over everything else', () => {
    const calendar = {
      ...chinaCalendar,
      overrides: {
        '2026-11-23': 'rest',
        '2026-11-22': 'work',
        '2026-11-21': 'rest',
        '2026-11-24': 'work',
      },
    } as const;
    expect(dayKind(calendar, '2026-11-23')).toBe('holiday');
    expect(dayKind(calendar, '2026-11-22')).toBe('make_up');
    expect(dayKind(calendar, '2026-11-21')).toBe('rest');
    expect(dayKind(calendar, '2026-11-24')).toBe('work');
  });

  it('keeps ordinary weeks in a country without decrees', () => {
    const other = {
      ...chinaCalendar,
      country: 'other',
      timeZone: 'Etc/UTC',
      utcOffsetMinutes: 0,
    } as const;
    expect(isWorkingDay(other, '2026-10-01')).toBe(true);
    expect(isWorkingDay(other, '2026-10-10')).toBe(false);
    expect(calendarKnownThroughYear(other)).toBe(0);
  });

  it('counts deadlines over holidays', () => {
    expect(addWorkingDays(chinaCalendar, '2026-09-30', 1)).toBe('2026-10-08');
    expect(addWorkingDays(chinaCalendar, '2026-10-08', 2)).toBe('2026-10-10');
    expect(workingDaysBetween(chinaCalendar, '2026-10-05', '2026-10-11')).toEqual([
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
  });

  it('says through which year its holidays are decreed', () => {
    expect(calendarKnownThroughYear(chinaCalendar)).toBeGreaterThanOrEqual(2026);
    expect(
      calendarKnownThroughYear({ ...chinaCalendar, overrides: { '2031-01-01': 'rest' } }),
    ).toBe(2031);
  });
});

describe('the wall clock of the city', () => {
  it('is right at midnight in Chengdu whatever the machine thinks', () => {
    expect(localTime(chinaCalendar, Date.UTC(2026, 10, 22, 16, 0))).toEqual({
      day: '2026-11-23',
      minute: 0,
      weekday: 1,
    });
    expect(localTime(chinaCalendar, Date.UTC(2026, 10, 22, 15, 59)).day).toBe('2026-11-22');
  });

  it('goes there and back for every minute of a century', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000_000, max: 40_000_000 }), (minutes) => {
        const atMs = minutes * 60_000;
        const local = localTime(chinaCalendar, atMs);
        expect(momentOf(chinaCalendar, local.day, local.minute)).toBe(atMs);
        expect(local.weekday).toBe(weekdayOf(local.day));
        expect(daysBetween(local.day, addDays(local.day, 40))).toBe(40);
      }),
    );
  });

  it('finds openings that are open, and nothing open before them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 28_000_000, max: 30_100_000 }), (minutes) => {
        const atMs = minutes * 60_000;
        const next = nextOpenMs([officeHours], chinaCalendar, atMs);
        if (next === null) throw new Error('offices open again within a year');
        expect(isOpenAt(officeHours, chinaCalendar, next)).toBe(true);
        if (next > atMs) {
          expect(isOpenAt(officeHours, chinaCalendar, atMs)).toBe(false);
          expect(isOpenAt(officeHours, chinaCalendar, next - 60_000)).toBe(false);
        }
      }),
    );
  });

  it('keeps spans sorted, apart and inside the day', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_000 }))
      .map(([fromMinute, length]) => ({ fromMinute, toMinute: fromMinute + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
        const hours = { rules: [{ days: { kind: 'every_day' }, season: null, spans }] } as const;
        const open = spansOfDay(hours, chinaCalendar, '2026-11-23');
        for (const [index, one] of open.entries()) {
          expect(one.fromMinute).toBeLessThan(one.toMinute);
          expect(one.fromMinute).toBeGreaterThanOrEqual(0);
          expect(one.toMinute).toBeLessThanOrEqual(1_440);
          const before = open[index - 1];
          if (before) expect(before.toMinute).toBeLessThan(one.fromMinute);
        }
      }),
    );
  });
});
