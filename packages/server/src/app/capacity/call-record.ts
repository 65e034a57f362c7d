import { dayNumber, type CallDay } from '@everyline/capacity';
import { dayKind } from '@everyline/domain';

import { AppFault } from '../faults.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/** Calls by quarter hour, from the first that any day has to the last. */
export interface CallRecord {
  /** Minutes since midnight of the first quarter hour. */
  readonly opensMinute: number;
  readonly days: readonly CallDay[];
}

export const QUARTER_MINUTES = 15;

const timeHeads = /^(time|date_?time|datetime_local|start(ed)?(_at)?|时间|来电时间|日期时间)$/iu;
const countHeads = /^(calls|count|来电|来电数|话务量|数量)$/iu;

/**
 * Reads a record of calls from the rows of a csv: a column of times (`2026-11-30T09:05` or with a blank), and one of the
 * calls counted from then on; without that column each row is one call. Throws `wrong_usage` with the row.
 * @param rows the heading first
 */
export function readCallRecord(rows: readonly (readonly string[])[], file: string): CallRecord {
  const wrong = (zh: string, en: string, row: number | null): never => {
    const place = row === null ? file : `${file}:${row}`;
    throw new AppFault('wrong_usage', { detail: { zh, en }, command: 'plan' }, place);
  };
  const heads = (rows[0] ?? []).map((cell) => cell.trim());
  const timeColumn = heads.findIndex((head) => timeHeads.test(head));
  const countColumn = heads.findIndex((head) => countHeads.test(head));
  if (timeColumn < 0) {
    wrong('第一行要有名为 time（时间）的一列', 'the first row must name a column time', 1);
  }
  const days = new Map<string, Map<number, number>>();
  let first = Infinity;
  let last = -Infinity;
  for (const [n, row] of rows.entries()) {
    if (n === 0) continue;
    const written = (row[timeColumn] ?? '').trim();
    const read = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(:\d\d(\.\d+)?)?$/u.exec(written);
    if (read === null || !isDate(read[1]!) || Number(read[2]) > 23 || Number(read[3]) > 59) {
      wrong(
        `时间应如 2026-11-30 09:05，而不是 ${written}`,
        `a time is like 2026-11-30 09:05, not ${written}`,
        n + 1,
      );
    }
    const [, date = '', hour, minute] = read!;
    const text = countColumn < 0 ? '1' : (row[countColumn] ?? '').trim();
    const calls = Number(text);
    if (text === '' || !(calls >= 0 && Number.isFinite(calls))) {
      wrong(
        `来电数应为不小于 0 的数，而不是 ${text}`,
        `calls are a number ≥ 0, not ${text}`,
        n + 1,
      );
    }
    const quarter = Math.floor((Number(hour) * 60 + Number(minute)) / QUARTER_MINUTES);
    first = Math.min(first, quarter);
    last = Math.max(last, quarter);
    const day = days.get(date) ?? new Map<number, number>();
    day.set(quarter, (day.get(quarter) ?? 0) + calls);
    days.set(date, day);
  }
  if (days.size === 0) wrong('没有任何来电', 'there are no calls in it', null);
  return {
    opensMinute: first * QUARTER_MINUTES,
    days: [...days]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, counted]) => ({
        date,
        kind: callDayKind(date),
        marks: [],
        counts: Array.from({ length: last - first + 1 }, (_, n) => counted.get(first + n) ?? 0),
      })),
  };
}

/** What sort of day it is for callers, by the city's calendar. */
export function callDayKind(date: string): CallDay['kind'] {
  const kind = dayKind(cityCalendar(), date);
  if (kind === 'make_up') return 'made_up';
  return kind === 'holiday' ? 'holiday' : 'usual';
}

function isDate(date: string): boolean {
  try {
    dayNumber(date);
    return true;
  } catch {
    return false;
  }
}
