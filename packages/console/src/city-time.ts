import { useMemo } from 'react';

import { useSession } from './api.ts';

/** Weekday (0 = Monday) and hour of a moment as the city's clocks show them. */
export interface CityHour {
  readonly weekday: number;
  readonly hour: number;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function cityHourIn(timeZone: string): (atMs: number) => CityHour {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    return {
      weekday: weekdays.indexOf(parts.get('weekday') ?? 'Mon'),
      hour: Number(parts.get('hour') ?? 0),
    };
  };
}

export function useCityHour(): (atMs: number) => CityHour {
  const { timeZone } = useSession().city;
  return useMemo(() => cityHourIn(timeZone), [timeZone]);
}

/** The moment at which a calendar date begins in a time zone. */
export function startOfDateMs(date: string, timeZone: string): number {
  const asUtcMs = Date.parse(`${date}T00:00:00Z`);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    timeZoneName: 'longOffset',
  });
  const offsetAt = (atMs: number) => {
    const name =
      format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const match = /([+-])(\d{2}):(\d{2})/.exec(name);
    if (match === null) return 0;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
  };
  const guess = asUtcMs - offsetAt(asUtcMs);
  return asUtcMs - offsetAt(guess);
}
