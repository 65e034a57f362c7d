import { chinaCalendar, type Calendar } from '@everyline/domain';

/** The calendar of the city; China has one zone and one list of holidays. */
export function cityCalendar(): Calendar {
  return chinaCalendar;
}
