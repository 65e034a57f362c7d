import { localTime } from '@everyline/domain';

import { cityCalendar } from '../settings/city-calendar.ts';

/** A moment as the city's clock shows it: `2026-11-23 10:05`. */
export function cityTimeText(atMs: number): string {
  const { day, minute } = localTime(cityCalendar(), atMs);
  const two = (count: number) => String(count).padStart(2, '0');
  return `${day} ${two(Math.floor(minute / 60))}:${two(Math.floor(minute % 60))}`;
}
