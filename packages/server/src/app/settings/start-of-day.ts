import { localTime, momentOf } from '@everyline/domain';

import { cityCalendar } from './city-calendar.ts';

/** Local midnight of the city's day. */
export function startOfDayMs(nowMs: number): number {
  const calendar = cityCalendar();
  return momentOf(calendar, localTime(calendar, nowMs).day, 0);
}
