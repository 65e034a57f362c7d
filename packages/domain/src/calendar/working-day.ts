import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

import type { Calendar } from './calendar.ts';
import { addDays, weekdayOf } from './local-time.ts';

/**
 * What sort of day it is: `make_up` is a weekend day worked for a holiday 调休, `holiday` a day of
 * rest by decree, `rest` an ordinary weekend.
 */
export type DayKind = 'work' | 'make_up' | 'rest' | 'holiday';

// The package's functions ask the machine's time zone; its data do not.
const decreed: {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
} = chineseDays;
const lastYear = Object.keys(decreed.holidays).reduce(
  (latest, day) => Math.max(latest, Number(day.slice(0, 4))),
  0,
);

/** What sort of day `day` (`2026-10-10`) is in the city's calendar. */
export function dayKind(calendar: Calendar, day: string): DayKind {
  const weekend = weekdayOf(day) >= 6;
  const override = calendar.overrides[day];
  if (override === 'work') return weekend ? 'make_up' : 'work';
  if (override === 'rest') return weekend ? 'rest' : 'holiday';
  if (calendar.country === 'CN') {
    if (Object.hasOwn(decreed.workdays, day)) return 'make_up';
    if (Object.hasOwn(decreed.holidays, day)) return 'holiday';
  }
  return weekend ? 'rest' : 'work';
}

/** True on days on which offices work, make-up workdays included. */
export function isWorkingDay(calendar: Calendar, day: string): boolean {
  const kind = dayKind(calendar, day);
  return kind === 'work' || kind === 'make_up';
}

/**
 * The last year whose holidays have been decreed and are known; from the next on only weekends and
 * overrides count, and screens say so.
 */
export function calendarKnownThroughYear(calendar: Calendar): number {
  const years = Object.keys(calendar.overrides).map((day) => Number(day.slice(0, 4)));
  return Math.max(calendar.country === 'CN' ? lastYear : 0, ...years);
}

/** The working day `count` working days after `day` (`count` ≥ 1); `day` itself need not be one. */
export function addWorkingDays(calendar: Calendar, day: string, count: number): string {
  let current = day;
  for (let left = count; left > 0;) {
    current = addDays(current, 1);
    if (isWorkingDay(calendar, current)) left -= 1;
  }
  return current;
}

/** Working days from `fromDay` to `toDay`, both inclusive. */
export function workingDaysBetween(calendar: Calendar, fromDay: string, toDay: string): string[] {
  const days: string[] = [];
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) days.push(day);
  }
  return days;
}
