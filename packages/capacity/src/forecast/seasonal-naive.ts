import { dayNumber, weekday, type CallDay, type ComingDay } from './call-day.ts';

/** What the last day of the same name had: the measure that a forecast must beat. */
export function seasonalNaive(record: readonly CallDay[], day: ComingDay): readonly number[] {
  const name = weekday(dayNumber(day.date));
  const alike = record.findLast(({ date }) => weekday(dayNumber(date)) === name) ?? record.at(-1);
  return alike?.counts ?? [];
}
