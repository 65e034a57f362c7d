/** What sort of day it is for callers: as the week has it, a public holiday, or a day off that is worked to make up. */
export type DayKind = 'usual' | 'holiday' | 'made_up';

/** One day on which calls are taken. */
export interface CallDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly kind: DayKind;
  /** What else is special about it: a deadline, a campaign, a bill sent out; the same word has the same effect. */
  readonly marks: readonly string[];
  /** Calls in each interval of the day; as many on all days. */
  readonly counts: readonly number[];
}

/** A day to come. */
export type ComingDay = Omit<CallDay, 'counts'>;

const DAY_MS = 86_400_000;

/** Days since 1 January 1970. Throws `RangeError` for what is no date. */
export function dayNumber(date: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`${date} is no date of the form YYYY-MM-DD`);
  }
  return Math.round(ms / DAY_MS);
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The day of the month, 1–31, and how many days are left after it, 0–30. */
export function monthPlace(day: number): { readonly of: number; readonly left: number } {
  const date = new Date(day * DAY_MS);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return { of: date.getUTCDate(), left: days - date.getUTCDate() };
}
