import type { Calendar } from '../calendar/calendar.ts';
import type { TimeSpan, WeeklyHours } from '../calendar/hours.ts';
import { addDays, daysBetween, localTime, momentOf } from '../calendar/local-time.ts';
import { commonSpans } from '../calendar/open-hours.ts';
import { hoursOfLine } from '../calendar/published-hours.ts';
import type { Line } from '../lines/line.ts';
import { personMayHaveAnswered } from '../probes/outcome.ts';
import type { LedgerEntry } from '../probes/probe.ts';
import type { Campaign, CampaignPolicy } from './campaign.ts';

const minuteMs = 60_000;
/** Parts of the open day, equal in open time: with working hours they are the opening, the late morning, around noon, the afternoon and the last hour and a half. */
export const dayParts = 5;
/** Two parts on each day: after five days every part has been first once (2 and 5 share no divisor). */
const partStep = 2;

/** What is known when the next call to a line is planned. */
export interface PlanFacts {
  readonly line: Pick<Line, 'id' | 'hours'>;
  readonly calendar: Calendar;
  readonly policy: CampaignPolicy;
  readonly period: Campaign['period'];
  /** Further hours that hold: the city's allowed hours, the clearance's. */
  readonly otherHours: readonly WeeklyHours[];
  /** Calls to the dialled number by anybody, of the period at least. */
  readonly calls: readonly Pick<LedgerEntry, 'startedAtMs' | 'outcome' | 'timeToPersonMs'>[];
  /** A verdict holds: further calls would tell nothing that is asked. */
  readonly decided: boolean;
  /** `even`: over the hours of the day and the days of the week; `soon`: as early as the limits allow. */
  readonly spread: 'even' | 'soon';
  readonly nowMs: number;
}

export type NextCallPlan =
  | { readonly kind: 'due'; readonly atMs: number; readonly dayPart: number }
  | { readonly kind: 'finished'; readonly why: 'decided' | 'call_limit' | 'period_over' };

/**
 * When a line should be called next within its published hours, the policy's and all others. The first
 * call of each day goes to another part of the open day, so that lunch, the last hour and the peak are
 * all seen within a week; further calls of a day, after one that reached nobody, spread over the rest
 * of that day. The same facts give the same plan: chance comes from the line's id and the day.
 */
export function planNextCall(facts: PlanFacts): NextCallPlan {
  const { calendar, policy, period, nowMs } = facts;
  if (facts.decided) return { kind: 'finished', why: 'decided' };
  const periodStartMs = momentOf(calendar, period.fromDay, 0);
  const calls = facts.calls
    .filter(({ startedAtMs, outcome }) => startedAtMs >= periodStartMs && outcome !== 'not_dialled')
    .toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  if (calls.length >= policy.maxCallsPerLine) return { kind: 'finished', why: 'call_limit' };
  const hours = [hoursOfLine(facts.line).hours, policy.hours, ...facts.otherHours];
  const lastMs = calls.at(-1)?.startedAtMs;
  const earliestMs = Math.max(nowMs, lastMs === undefined ? nowMs : lastMs + policy.spacingMs);
  const today = localTime(calendar, nowMs).day;
  for (
    let day = today > period.fromDay ? today : period.fromDay;
    day <= period.toDay;
    day = addDays(day, 1)
  ) {
    const spans = commonSpans(hours, calendar, day);
    if (spans.length === 0) continue;
    const ofDay = calls.filter(({ startedAtMs }) => localTime(calendar, startedAtMs).day === day);
    if (ofDay.length >= policy.attemptsPerDay) continue;
    if (
      ofDay.some(
        ({ outcome, timeToPersonMs }) =>
          outcome !== null && personMayHaveAnswered({ outcome, timeToPersonMs }),
      )
    ) {
      continue;
    }
    const atMs = momentWithin(facts, day, spans, ofDay.length, earliestMs);
    if (atMs !== null) return { kind: 'due', atMs, dayPart: partOf(spans, calendar, day, atMs) };
  }
  return { kind: 'finished', why: 'period_over' };
}

function momentWithin(
  facts: PlanFacts,
  day: string,
  spans: readonly TimeSpan[],
  callsThatDay: number,
  earliestMs: number,
): number | null {
  const { calendar, line, policy } = facts;
  const dayStartMs = momentOf(calendar, day, 0);
  const openMs = spans.reduce((sum, span) => sum + lengthMs(span), 0);
  const goneMs = openBeforeMs(spans, earliestMs - dayStartMs);
  const leftMs = openMs - goneMs;
  // A call is planned a minute before closing at the latest.
  if (leftMs < minuteMs) return null;
  const chance = chanceFrom(`${line.id}/${day}/${callsThatDay}`);
  let offsetMs = goneMs;
  if (facts.spread === 'even') {
    const turn =
      daysBetween('1970-01-01', day) * partStep + Math.floor(chanceFrom(line.id) * dayParts);
    const slotMs = ((turn % dayParts) + chance) * (openMs / dayParts);
    if (callsThatDay === 0 && slotMs >= goneMs) offsetMs = slotMs;
    else {
      // The slot has gone, or a call reached nobody: somewhere in the rest, leaving room for the others.
      const others = policy.attemptsPerDay - callsThatDay;
      offsetMs = goneMs + (chance * leftMs) / others;
    }
  }
  return Math.max(
    earliestMs,
    dayStartMs + wallOffsetMs(spans, Math.min(offsetMs, openMs - minuteMs)),
  );
}

function lengthMs(span: TimeSpan): number {
  return (span.toMinute - span.fromMinute) * minuteMs;
}

/** Open time of the day before a moment, given as ms since local midnight. */
function openBeforeMs(spans: readonly TimeSpan[], untilMs: number): number {
  return spans.reduce(
    (sum, span) =>
      sum + Math.min(lengthMs(span), Math.max(0, untilMs - span.fromMinute * minuteMs)),
    0,
  );
}

/** The moment, as ms since local midnight, at which so much open time has passed. */
function wallOffsetMs(spans: readonly TimeSpan[], openMs: number): number {
  let rest = openMs;
  for (const span of spans) {
    if (rest < lengthMs(span)) return span.fromMinute * minuteMs + rest;
    rest -= lengthMs(span);
  }
  return (spans.at(-1)?.toMinute ?? 0) * minuteMs - minuteMs;
}

function partOf(spans: readonly TimeSpan[], calendar: Calendar, day: string, atMs: number): number {
  const openMs = spans.reduce((sum, span) => sum + lengthMs(span), 0);
  const goneMs = openBeforeMs(spans, atMs - momentOf(calendar, day, 0));
  return Math.min(dayParts - 1, Math.floor((goneMs / openMs) * dayParts));
}

/** A number in [0, 1) that a text always gives (FNV-1a, mixed as in MurmurHash3). */
function chanceFrom(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
