/** Hours of one sort of day: minutes since local midnight, end exclusive, may pass 1,440 (over night). */
export interface TimeSpan {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** On which days a rule holds. */
export type DayRule =
  | { readonly kind: 'every_day' }
  /** Working days of the calendar, make-up workdays 调休 included, holidays excluded. */
  | { readonly kind: 'working_days' }
  /** Statutory holidays and days of rest of the calendar. */
  | { readonly kind: 'rest_days' }
  /**
   * Days of the week, 1 = Monday … 7 = Sunday; `exceptHolidays`: not on a statutory day of rest,
   * `makeUpDays`: also on a make-up workday that replaces one of them.
   */
  | {
      readonly kind: 'weekdays';
      readonly days: readonly number[];
      readonly exceptHolidays: boolean;
      readonly makeUpDays: boolean;
    };

/** Part of the year in which a rule holds: month*100+day, inclusive, may pass the new year. */
export interface Season {
  readonly fromMonthDay: number;
  readonly toMonthDay: number;
}

export interface HoursRule {
  readonly days: DayRule;
  readonly season: Season | null;
  readonly spans: readonly TimeSpan[];
}

/** Hours of a line, an office or a policy: open whenever any rule says so. */
export interface WeeklyHours {
  readonly rules: readonly HoursRule[];
}
