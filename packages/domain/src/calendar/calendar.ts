/**
 * The city's calendar as data: its fixed offset from UTC and the days that differ from the week.
 * China keeps one zone without summer time (Asia/Shanghai, UTC+8), so no machine time zone is asked.
 */
export interface Calendar {
  readonly country: 'CN' | 'other';
  readonly timeZone: string;
  readonly utcOffsetMinutes: number;
  /** Days set by a calendar file or by the city, over everything else: `2026-10-10` → `work`. */
  readonly overrides: Readonly<Record<string, 'work' | 'rest'>>;
}

export const chinaCalendar: Calendar = {
  country: 'CN',
  timeZone: 'Asia/Shanghai',
  utcOffsetMinutes: 480,
  overrides: {},
};
