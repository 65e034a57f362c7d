import type { Calendar } from './calendar.ts';
import type { DayRule, HoursRule, Season, TimeSpan, WeeklyHours } from './hours.ts';
import { addDays, localTime, momentOf, weekdayOf } from './local-time.ts';
import { dayKind } from './working-day.ts';

const dayMinutes = 1_440;
/** Longest search for the next opening: a year and a week covers every season and holiday. */
const searchDays = 373;

/** Office hours that hold where none are published: 9:00–12:00 and 13:00–17:00 on working days. */
export const officeHours: WeeklyHours = {
  rules: [
    {
      days: { kind: 'working_days' },
      season: null,
      spans: [
        { fromMinute: 9 * 60, toMinute: 12 * 60 },
        { fromMinute: 13 * 60, toMinute: 17 * 60 },
      ],
    },
  ],
};

/** Day and night, every day. */
export const aroundTheClock: WeeklyHours = {
  rules: [
    {
      days: { kind: 'every_day' },
      season: null,
      spans: [{ fromMinute: 0, toMinute: dayMinutes }],
    },
  ],
};

/** Open spans within one local day, sorted and merged, those of the night before included. */
export function spansOfDay(hours: WeeklyHours, calendar: Calendar, day: string): TimeSpan[] {
  const spans: TimeSpan[] = [];
  const dayBefore = addDays(day, -1);
  for (const rule of hours.rules) {
    if (holdsOn(rule, calendar, day)) {
      for (const span of rule.spans) {
        spans.push({ fromMinute: span.fromMinute, toMinute: Math.min(span.toMinute, dayMinutes) });
      }
    }
    if (holdsOn(rule, calendar, dayBefore)) {
      for (const span of rule.spans) {
        if (span.toMinute <= dayMinutes) continue;
        spans.push({
          fromMinute: Math.max(0, span.fromMinute - dayMinutes),
          toMinute: span.toMinute - dayMinutes,
        });
      }
    }
  }
  return mergeSpans(spans);
}

/** Sorted spans without overlap and without empty ones. */
export function mergeSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const sorted = spans
    .filter((span) => span.toMinute > span.fromMinute)
    .toSorted((a, b) => a.fromMinute - b.fromMinute);
  const merged: TimeSpan[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && span.fromMinute <= last.toMinute) {
      merged[merged.length - 1] = {
        fromMinute: last.fromMinute,
        toMinute: Math.max(last.toMinute, span.toMinute),
      };
    } else merged.push(span);
  }
  return merged;
}

/** The minutes that lie in both lists of merged spans. */
export function intersectSpans(a: readonly TimeSpan[], b: readonly TimeSpan[]): TimeSpan[] {
  const both: TimeSpan[] = [];
  for (const first of a) {
    for (const second of b) {
      const fromMinute = Math.max(first.fromMinute, second.fromMinute);
      const toMinute = Math.min(first.toMinute, second.toMinute);
      if (toMinute > fromMinute) both.push({ fromMinute, toMinute });
    }
  }
  return mergeSpans(both);
}

/** Whether the hours say open at a moment. */
export function isOpenAt(hours: WeeklyHours, calendar: Calendar, atMs: number): boolean {
  const { day, minute } = localTime(calendar, atMs);
  return spansOfDay(hours, calendar, day).some(
    (span) => span.fromMinute <= minute && minute < span.toMinute,
  );
}

/** The first moment at or after `atMs` at which all the hours given say open; null within a year. */
export function nextOpenMs(
  hours: readonly WeeklyHours[],
  calendar: Calendar,
  atMs: number,
): number | null {
  let { day } = localTime(calendar, atMs);
  for (let searched = 0; searched < searchDays; searched += 1, day = addDays(day, 1)) {
    for (const span of commonSpans(hours, calendar, day)) {
      const toMs = momentOf(calendar, day, span.toMinute);
      if (toMs > atMs) return Math.max(atMs, momentOf(calendar, day, span.fromMinute));
    }
  }
  return null;
}

/** Spans of a day that are open in all the hours given. */
export function commonSpans(
  hours: readonly WeeklyHours[],
  calendar: Calendar,
  day: string,
): TimeSpan[] {
  let common: TimeSpan[] = [{ fromMinute: 0, toMinute: dayMinutes }];
  for (const one of hours) common = intersectSpans(common, spansOfDay(one, calendar, day));
  return common;
}

function holdsOn(rule: HoursRule, calendar: Calendar, day: string): boolean {
  return inSeason(rule.season, day) && dayMatches(rule.days, calendar, day);
}

function inSeason(season: Season | null, day: string): boolean {
  if (season === null) return true;
  const monthDay = Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));
  const { fromMonthDay, toMonthDay } = season;
  return fromMonthDay <= toMonthDay
    ? fromMonthDay <= monthDay && monthDay <= toMonthDay
    : monthDay >= fromMonthDay || monthDay <= toMonthDay;
}

function dayMatches(rule: DayRule, calendar: Calendar, day: string): boolean {
  const kind = dayKind(calendar, day);
  switch (rule.kind) {
    case 'every_day':
      return true;
    case 'working_days':
      return kind === 'work' || kind === 'make_up';
    case 'rest_days':
      return kind === 'rest' || kind === 'holiday';
    case 'weekdays':
      if (kind === 'make_up' && rule.makeUpDays) return true;
      if (kind === 'holiday' && rule.exceptHolidays) return false;
      return rule.days.includes(weekdayOf(day));
  }
}
