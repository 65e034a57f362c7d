import type { Calendar } from '../calendar/calendar.ts';
import { addDays, localTime, momentOf } from '../calendar/local-time.ts';
import { isWorkingDay } from '../calendar/working-day.ts';

/** When people are left in peace: from one time of day to another, which may be past midnight. */
export interface QuietHours {
  /** Minutes since local midnight, 0 to 1,440; the two differ. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Days of rest are quiet from midnight to midnight. */
  readonly restDays: boolean;
}

/** How soon somebody wants to read what is told. */
export const toldHow = ['none', 'each', 'daily'] as const;
export type ToldHow = (typeof toldHow)[number];

/** No holiday is longer; a calendar that knows no working day ends the search. */
const longestRestDays = 60;

/** The first moment from `fromMs` on that is not quiet. */
export function quietUntilMs(quiet: QuietHours | null, calendar: Calendar, fromMs: number): number {
  if (quiet === null) return fromMs;
  let atMs = fromMs;
  for (let turn = 0; turn < 2 * longestRestDays; turn += 1) {
    const { day, minute } = localTime(calendar, atMs);
    const next = quietUntil(quiet, calendar, day, minute);
    if (next === null) return atMs;
    atMs = momentOf(calendar, next.day, next.minute);
  }
  return atMs;
}

function quietUntil(
  quiet: QuietHours,
  calendar: Calendar,
  day: string,
  minute: number,
): { readonly day: string; readonly minute: number } | null {
  if (quiet.restDays && !isWorkingDay(calendar, day)) return { day: addDays(day, 1), minute: 0 };
  const { fromMinute, toMinute } = quiet;
  if (fromMinute < toMinute) {
    return minute >= fromMinute && minute < toMinute ? { day, minute: toMinute } : null;
  }
  if (minute < toMinute) return { day, minute: toMinute };
  return minute >= fromMinute ? { day: addDays(day, 1), minute: toMinute } : null;
}

/** When something that is told now leaves: at once, or with the next digest; never in quiet hours. */
export function leavesAtMs(
  how: Exclude<ToldHow, 'none'>,
  rules: { readonly quiet: QuietHours | null; readonly digestMinute: number },
  calendar: Calendar,
  nowMs: number,
): number {
  if (how === 'each') return quietUntilMs(rules.quiet, calendar, nowMs);
  const { day } = localTime(calendar, nowMs);
  const today = momentOf(calendar, day, rules.digestMinute);
  const atMs = today >= nowMs ? today : momentOf(calendar, addDays(day, 1), rules.digestMinute);
  return quietUntilMs(rules.quiet, calendar, atMs);
}
