import { chinaCalendar, mergeSpans, spansOfDay } from '@everyline/domain';
import type { HoursRule, TimeSpan, WeeklyHours } from '@everyline/domain';

/** Hours as an office of the sample city publishes them: the rules and the words. */
export interface CityHours {
  readonly name: HoursName;
  readonly weekly: WeeklyHours;
  readonly text: string;
}

const workingDays = { kind: 'working_days' } as const;
const everyDay = { kind: 'every_day' } as const;

/** Summer hours of the sample city: 1 May to 30 September. */
const summer = { fromMonthDay: 501, toMonthDay: 930 } as const;
const winter = { fromMonthDay: 1001, toMonthDay: 430 } as const;

/** A span of the day from `h:mm` to `h:mm`. */
function span(from: string, to: string): TimeSpan {
  return { fromMinute: minuteOf(from), toMinute: minuteOf(to) };
}

function minuteOf(text: string): number {
  const [hours, minutes] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function rule(days: HoursRule['days'], spans: TimeSpan[], season: HoursRule['season'] = null) {
  return { days, season, spans };
}

/** The kinds of published hours that occur in the sample city. */
export const cityHours: Readonly<Record<HoursName, CityHours>> = {
  lunch_break: {
    name: 'lunch_break',
    weekly: { rules: [rule(workingDays, [span('9:00', '12:00'), span('13:00', '17:00')])] },
    text: '工作日 9:00-12:00，13:00-17:00',
  },
  long_lunch_break: {
    name: 'long_lunch_break',
    weekly: { rules: [rule(workingDays, [span('8:30', '12:00'), span('14:00', '17:30')])] },
    text: '周一至周五 8：30～12：00，14：00～17：30（法定节假日除外）',
  },
  through_noon: {
    name: 'through_noon',
    weekly: { rules: [rule(workingDays, [span('9:00', '17:00')])] },
    text: '工作日9:00—17:00（中午不休息）',
  },
  long_day: {
    name: 'long_day',
    weekly: { rules: [rule(workingDays, [span('8:30', '17:30')])] },
    text: '工作日8:30至17:30',
  },
  summer_hours: {
    name: 'summer_hours',
    weekly: {
      rules: [
        rule(workingDays, [span('9:00', '12:00'), span('15:00', '18:00')], summer),
        rule(workingDays, [span('9:00', '12:00'), span('14:00', '17:00')], winter),
      ],
    },
    text: '工作日上午9:00-12:00；下午14:00-17:00（夏令时5月1日至9月30日为15:00-18:00）',
  },
  every_day: {
    name: 'every_day',
    weekly: { rules: [rule(everyDay, [span('9:00', '17:00')])] },
    text: '每天9:00-17:00（含双休日）',
  },
  all_day: {
    name: 'all_day',
    weekly: { rules: [rule(everyDay, [span('0:00', '24:00')])] },
    text: '24小时',
  },
};

export const hoursNames = [
  'lunch_break',
  'long_lunch_break',
  'through_noon',
  'long_day',
  'summer_hours',
  'every_day',
  'all_day',
] as const;
export type HoursName = (typeof hoursNames)[number];

/** A stretch of the city's ordinary week in which a line is published as open. */
export interface OpenStretch extends TimeSpan {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** How much of the year it stands for. */
  readonly weight: number;
}

/** Ordinary weeks, Monday first: all days fall as the week says, none is a holiday. */
const ordinaryWeeks = [
  // Summer hours hold in 5 of the 12 months.
  { days: weekFrom(2026, 7, 13), weight: 5 },
  { days: weekFrom(2026, 11, 16), weight: 7 },
];

function weekFrom(year: number, month: number, monday: number): string[] {
  return Array.from({ length: 7 }, (_, at) =>
    new Date(Date.UTC(year, month - 1, monday + at)).toISOString().slice(0, 10),
  );
}

/** When hours are open in the ordinary weeks of summer and winter. */
export function openStretches(weekly: WeeklyHours): OpenStretch[] {
  return ordinaryWeeks.flatMap(({ days, weight }) =>
    days.flatMap((day, at) =>
      spansOfDay(weekly, chinaCalendar, day).map((open) => ({ ...open, weekday: at + 1, weight })),
    ),
  );
}

/** The windows and days of the week in which hours are open in any season: when people must be there. */
export function staffedWindows(weekly: WeeklyHours): {
  readonly windows: readonly TimeSpan[];
  readonly weekdays: readonly number[];
} {
  const open = openStretches(weekly);
  return {
    windows: mergeSpans(open.map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute }))),
    weekdays: [...new Set(open.map(({ weekday }) => weekday))].sort((a, b) => a - b),
  };
}
