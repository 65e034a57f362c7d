import { localTime } from '@everyline/domain';

import { cityCalendar } from './city-calendar.ts';

/** A moment as the city's clock shows it: `2026-11-23 10:05`. */
export function cityTimeText(atMs: number): string {
  const { day, minute } = localTime(cityCalendar(), atMs);
  return `${day} ${clockText(minute)}`;
}

/** A time of day, given in minutes since midnight, as a clock shows it: `10:05`. */
export function clockText(minute: number): string {
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  return `${two(minute / 60)}:${two(minute % 60)}`;
}
