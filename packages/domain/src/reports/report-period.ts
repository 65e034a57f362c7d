import { addDays, daysBetween, weekdayOf } from '../calendar/local-time.ts';
import type { ReportPeriod } from './report.ts';

/** The week from Monday to Sunday in which a day lies. */
export function weekOf(day: string): ReportPeriod {
  const fromDay = addDays(day, 1 - weekdayOf(day));
  return { fromDay, toDay: addDays(fromDay, 6) };
}

/** Number and year of a day's week: the first week is the one with the year's first Thursday (ISO 8601). */
export function weekNumber(day: string): { readonly year: number; readonly week: number } {
  const thursday = addDays(weekOf(day).fromDay, 3);
  const year = Number(thursday.slice(0, 4));
  return { year, week: Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1 };
}

/** The most columns that a chart of days has. */
const MOST_COLUMNS = 14;

/** A period cut into stretches of equal length, the last one shorter where it does not come out even. */
export function stretchesOf({ fromDay, toDay }: ReportPeriod): ReportPeriod[] {
  const days = daysBetween(fromDay, toDay) + 1;
  const each = Math.max(1, Math.ceil(days / MOST_COLUMNS));
  const stretches: ReportPeriod[] = [];
  for (let at = 0; at < days; at += each) {
    stretches.push({
      fromDay: addDays(fromDay, at),
      toDay: addDays(fromDay, Math.min(at + each, days) - 1),
    });
  }
  return stretches;
}
