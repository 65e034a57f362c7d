import type { DayRule, HoursRule, Season, TimeSpan, WeeklyHours } from './hours.ts';
import { aroundTheClock, officeHours } from './open-hours.ts';
import { readHoursTokens } from './hours-tokens.ts';

/** What reading published hours gives: the hours with what had to be assumed, or why not. */
export type PublishedHours =
  | {
      readonly ok: true;
      readonly hours: WeeklyHours;
      /** What the text leaves open and was filled in: `days` (working days), `times` (office hours), `season` (usual dates). */
      readonly assumed: readonly ('days' | 'times' | 'season')[];
    }
  | { readonly ok: false; readonly issue: 'empty' | 'no_hours_found' };

/** Usual dates of summer and winter hours where the text names none (1 May, 1 October). */
const summer: Season = { fromMonthDay: 501, toMonthDay: 930 };
const winter: Season = { fromMonthDay: 1001, toMonthDay: 430 };

interface Group {
  days: DayRule[];
  season: Season | null;
  spans: TimeSpan[];
  /** Days were named in this group, not inherited. */
  ownDays: boolean;
}

/**
 * Reads hours as they are published, Chinese or English: `周一至周五 9:00-12:00, 13:30-17:00`,
 * `夏令14:30-18:00`, `24小时`, `工作日`, `节假日除外`, `Mon–Fri 9am–5pm`.
 */
export function parsePublishedHours(text: string): PublishedHours {
  if (text.trim() === '') return { ok: false, issue: 'empty' };
  const tokens = readHoursTokens(text);
  const assumed = new Set<'days' | 'times' | 'season'>();
  const groups: Group[] = [];
  let current: Group = { days: [], season: null, spans: [], ownDays: false };
  let bracketStart: number | null = null;
  let holidaysExcepted = false;
  const exceptedDays = new Set<number>();

  const startGroup = (): void => {
    if (current.spans.length > 0) {
      groups.push(current);
      current = { days: current.days, season: current.season, spans: [], ownDays: false };
    }
  };
  for (const token of tokens) {
    switch (token.kind) {
      case 'days':
        startGroup();
        if (!current.ownDays) {
          current.days = [];
          current.ownDays = true;
        }
        current.days.push(token.rule);
        break;
      case 'season': {
        if (token.season === null) assumed.add('season');
        const season = token.season ?? (token.name === 'winter' ? winter : summer);
        if (bracketStart !== null && current.spans.length > 0) {
          startGroup();
          current.season = season;
          bracketStart = groups.length;
        } else {
          startGroup();
          current.season = season;
        }
        break;
      }
      case 'span':
        current.spans.push(token.span);
        break;
      case 'open_bracket':
        bracketStart = groups.length;
        break;
      case 'close_bracket':
        if (bracketStart !== null && bracketStart > 0 && current.season !== null) {
          replaceInSeason(groups, bracketStart - 1, current);
          current = { days: current.days, season: null, spans: [], ownDays: false };
        }
        bracketStart = null;
        break;
      case 'office_hours':
        assumed.add('times');
        current.spans.push(...(officeHours.rules[0]?.spans ?? []));
        if (current.days.length === 0) current.days.push({ kind: 'working_days' });
        break;
      case 'holidays_excepted':
        holidaysExcepted = true;
        break;
      case 'days_excepted':
        for (const day of token.days) exceptedDays.add(day);
        break;
    }
  }
  if (current.spans.length > 0) groups.push(current);
  else if (current.ownDays) {
    // Days without times: `每天` alone says nothing of the hours, `工作日` means the office's.
    assumed.add('times');
    groups.push({ ...current, spans: [...(officeHours.rules[0]?.spans ?? [])] });
  }
  if (groups.length === 0) return { ok: false, issue: 'no_hours_found' };
  const rules = rulesOf(groups, assumed, holidaysExcepted, exceptedDays);
  return rules.length === 0
    ? { ok: false, issue: 'no_hours_found' }
    : { ok: true, hours: { rules }, assumed: [...assumed] };
}

/** Hours of a line: as published where they can be read, else the office hours. */
export function hoursOfLine(line: { readonly hours: string | null }): {
  readonly hours: WeeklyHours;
  readonly stated: boolean;
} {
  if (line.hours === null) return { hours: officeHours, stated: false };
  const read = parsePublishedHours(line.hours);
  return read.ok ? { hours: read.hours, stated: true } : { hours: officeHours, stated: false };
}

function rulesOf(
  groups: readonly Group[],
  assumed: Set<'days' | 'times' | 'season'>,
  holidaysExcepted: boolean,
  exceptedDays: ReadonlySet<number>,
): HoursRule[] {
  const allDay = aroundTheClock.rules[0]?.spans[0];
  const rules: HoursRule[] = [];
  for (const group of groups) {
    let days = group.days;
    if (days.length === 0) {
      const isAllDay =
        group.spans.length === 1 &&
        group.spans[0]?.fromMinute === allDay?.fromMinute &&
        group.spans[0]?.toMinute === allDay?.toMinute;
      if (isAllDay) days = [{ kind: 'every_day' }];
      else {
        assumed.add('days');
        days = [{ kind: 'working_days' }];
      }
    }
    for (const rule of days) {
      const narrowed = withExceptions(rule, holidaysExcepted, exceptedDays);
      if (narrowed) rules.push({ days: narrowed, season: group.season, spans: group.spans });
    }
  }
  return rules;
}

function withExceptions(
  rule: DayRule,
  holidaysExcepted: boolean,
  exceptedDays: ReadonlySet<number>,
): DayRule | null {
  if (!holidaysExcepted && exceptedDays.size === 0) return rule;
  if (rule.kind === 'working_days') return rule;
  if (rule.kind === 'rest_days') return holidaysExcepted ? weekendOnly() : rule;
  const days = (rule.kind === 'every_day' ? [1, 2, 3, 4, 5, 6, 7] : rule.days).filter(
    (day) => !exceptedDays.has(day),
  );
  if (days.length === 0) return null;
  return {
    kind: 'weekdays',
    days,
    exceptHolidays: holidaysExcepted || (rule.kind === 'weekdays' && rule.exceptHolidays),
    makeUpDays: rule.kind === 'weekdays' && rule.makeUpDays,
  };
}

function weekendOnly(): DayRule {
  return { kind: 'weekdays', days: [6, 7], exceptHolidays: true, makeUpDays: false };
}

/**
 * `13:30-17:00（夏令14:00-17:30）`: in that season the bracket's spans stand in the place of as many
 * last spans before it.
 */
function replaceInSeason(groups: Group[], index: number, bracket: Group): void {
  const base = groups[index];
  if (!base || bracket.season === null || bracket.spans.length === 0) return;
  const kept = base.spans.slice(0, Math.max(0, base.spans.length - bracket.spans.length));
  groups.push({
    days: base.days,
    season: bracket.season,
    spans: [...kept, ...bracket.spans],
    ownDays: true,
  });
  base.season = complement(bracket.season);
}

function complement(season: Season): Season {
  return {
    fromMonthDay: neighbour(season.toMonthDay, 1),
    toMonthDay: neighbour(season.fromMonthDay, -1),
  };
}

/** The calendar day before or after month*100+day, in a leap year so that 29 February is kept. */
function neighbour(monthDay: number, step: 1 | -1): number {
  const date = new Date(Date.UTC(2024, Math.floor(monthDay / 100) - 1, (monthDay % 100) + step));
  return (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
