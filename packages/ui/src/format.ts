import type { Language } from './language.ts';

/** How numbers, shares and times are written for one reader in one city. */
export interface Format {
  readonly count: (value: number) => string;
  /** 0.934 → `93.4 %`; null → an en dash. */
  readonly share: (value: number | null, digits?: number) => string;
  /** 8 400 ms → `8.4 s`. */
  readonly length: (ms: number | null) => string;
  readonly time: (atMs: number | null) => string;
  /** The same with year and weekday, for where one moment is meant exactly. */
  readonly moment: (atMs: number) => string;
  readonly clock: (atMs: number) => string;
  readonly day: (atMs: number) => string;
  /** As a letter is dated: `2026年11月23日`, `23 November 2026`. */
  readonly written: (atMs: number) => string;
  /** `2026-11-23` in the city's time zone. */
  readonly date: (atMs: number) => string;
  /** `10 分钟前`, against the time given. */
  readonly ago: (atMs: number | null, nowMs: number) => string;
}

const nothing = '–';

export function formatFor(language: Language, timeZone: string): Format {
  const number = new Intl.NumberFormat(language);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const dateTime = new Intl.DateTimeFormat(language, {
    timeZone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const clock = new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const weekday = new Intl.DateTimeFormat(language, { timeZone, weekday: 'short' });
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'short' });
  const zoneName = (atMs: number) =>
    zone.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  const day = new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
  });
  const written = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone,
    dateStyle: 'long',
  });
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone });
  return {
    count: (value) => number.format(value),
    share: (value, digits = 1) => (value === null ? nothing : `${(value * 100).toFixed(digits)} %`),
    length: (ms) => {
      if (ms === null) return nothing;
      if (ms < 1000) return `${Math.round(ms)} ms`;
      if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
      return `${Math.round(ms / 60_000)} min`;
    },
    time: (atMs) => (atMs === null ? nothing : dateTime.format(atMs)),
    moment: (atMs) =>
      [date.format(atMs), weekday.format(atMs), clock.format(atMs), zoneName(atMs)].join(' '),
    clock: (atMs) => clock.format(atMs),
    day: (atMs) => day.format(atMs),
    written: (atMs) => written.format(atMs),
    date: (atMs) => date.format(atMs),
    ago: (atMs, nowMs) => {
      if (atMs === null) return nothing;
      const seconds = Math.round((atMs - nowMs) / 1000);
      const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
        ['day', 86_400],
        ['hour', 3_600],
        ['minute', 60],
      ];
      for (const [unit, size] of steps) {
        if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
      }
      return relative.format(Math.trunc(seconds), 'second');
    },
  };
}
