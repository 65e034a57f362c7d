import type { Calendar } from './calendar.ts';

/** A moment as the city's wall clock shows it. */
export interface LocalTime {
  /** `2026-11-23`. */
  readonly day: string;
  /** Minutes since local midnight, 0 to 1,439. */
  readonly minute: number;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The wall clock of the city at a moment (ms since 1970 UTC); never asks the machine's time zone. */
export function localTime(calendar: Calendar, atMs: number): LocalTime {
  const shifted = atMs + calendar.utcOffsetMinutes * minuteMs;
  const dayNumber = Math.floor(shifted / dayMs);
  return {
    day: new Date(dayNumber * dayMs).toISOString().slice(0, 10),
    minute: Math.floor((shifted - dayNumber * dayMs) / minuteMs),
    weekday: weekdayOfNumber(dayNumber),
  };
}

/** The moment (ms since 1970 UTC) at which the city's clock shows `minute` of `day`; minutes may pass the day. */
export function momentOf(calendar: Calendar, day: string, minute: number): number {
  return dayNumberOf(day) * dayMs + (minute - calendar.utcOffsetMinutes) * minuteMs;
}

/** `day` plus a number of days, which may be negative. */
export function addDays(day: string, count: number): string {
  return new Date((dayNumberOf(day) + count) * dayMs).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: string, to: string): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: string): number {
  return weekdayOfNumber(dayNumberOf(day));
}

function weekdayOfNumber(dayNumber: number): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

function dayNumberOf(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
}
