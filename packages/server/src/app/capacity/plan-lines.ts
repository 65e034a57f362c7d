import {
  BlockingTable,
  lineNeed,
  loadFromProbes,
  type Interval,
  type LineNeed,
  type LineTarget,
  type ProbedHour,
  type Redialling,
} from '@everyline/capacity';
import type { CapacityGap } from '@everyline/contract';
import {
  classOfObservation,
  hoursOfLine,
  isOpenAt,
  localTime,
  usualDay,
  verdictObservation,
  type Line,
  type Observation,
} from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { USUAL_TARGET, type PlanTarget } from './plan-target.ts';

/** Busy is met by chance in one of twenty such intervals. */
export const PLAN_LEVEL = 0.9;

/** The usual day of an office (`usualDay`) is taken as known to a third. */
const SHARE_SPREAD = 0.25;
const DAILY_SPREAD = 0.2;

/** How callers who find a line busy may behave: half to five in six try again, after half or two talks' time. */
const REDIALLING: readonly Redialling[] = [0.5, 0.7, 0.85].flatMap((persistence) =>
  [0.5, 2].map((triesPerHoldingTime) => ({
    firstPersistence: persistence,
    laterPersistence: persistence,
    triesPerHoldingTime,
  })),
);
const MIDDLE: Redialling = {
  firstPersistence: 0.7,
  laterPersistence: 0.7,
  triesPerHoldingTime: 1,
};
/** Numbers of lines thought possible where it is not known. */
const POSSIBLE_LINES = [1, 2, 3, 4, 6, 8] as const;
/** Above so many lines the formula of repeated calls takes too long; such a number has call records. */
const MOST_LINES = 12;
/** So few test calls hardly narrow the load down. */
const FEW_CALLS = 20;

/** The same with how callers are taken to try again. */
export const USUAL_LINE_TARGET: LineTarget = { ...USUAL_TARGET, redialling: MIDDLE };

export interface NeedInterval {
  readonly low: LineNeed;
  readonly middle: LineNeed;
  readonly high: LineNeed;
}

/** If the number has so many lines. */
export interface PlanIfLines {
  readonly lines: number;
  /** How well it fits the test calls, beside the others; 1 where the number is known. */
  readonly chance: number;
  /** New calls of the mean published hour. */
  readonly erlangs: Interval;
  readonly callsAnHour: Interval;
  readonly needed: NeedInterval;
}

export interface LinePlan {
  readonly line: Line;
  /** Lines on record; null where nobody wrote them down. */
  readonly lines: number | null;
  /** Test calls in the published hours that got through to the number or found it busy. */
  readonly probes: number;
  readonly busy: number;
  /**
   * Null where nothing is proposed: no test call found it busy, or each, so that the load has no lower or no upper
   * bound; or it has more lines than can be reckoned with.
   */
  readonly cases: readonly PlanIfLines[] | null;
}

/**
 * Lines and people that each line on which busy was met needs, from what test calls on record say alone; those of one
 * campaign, or all. Lines without a test call that tells anything are left out.
 */
export async function* planLines(
  context: AppContext,
  campaignId: string | null,
  target: PlanTarget,
): AsyncGenerator<LinePlan> {
  const scope = await authorise(context, 'verdicts.see');
  const { store } = context;
  if (campaignId !== null && !(await store.campaigns.byId(campaignId))) throw notFound('campaign');
  const lines = (await store.lines.active()).filter(
    (line) => scope === 'all' || (line.departmentId !== null && scope.has(line.departmentId)),
  );
  const portion = 200;
  for (let from = 0; from < lines.length; from += portion) {
    const some = lines.slice(from, from + portion);
    const calls = await store.probes.observationsByLine(
      some.map(({ id }) => id),
      campaignId ?? undefined,
    );
    for (const line of some) {
      const plan = planOf(line, calls.get(line.id) ?? [], target);
      if (plan !== null) yield plan;
    }
  }
}

/** The plan of one line; null without a test call that tells anything of its load. */
export function planOf(
  line: Line,
  observations: readonly Observation[],
  target: PlanTarget,
): LinePlan | null {
  const met = metBy(line, observations);
  return met.probes === 0 ? null : { ...met, cases: casesOf(met, target) };
}

/** What the test calls of a line met, and how many lines it has on record. */
export interface MetByCalls extends Omit<LinePlan, 'cases'> {
  readonly hours: readonly ProbedHour[];
}

export function metBy(line: Line, observations: readonly Observation[]): MetByCalls {
  const hours = probedHours(line, observations);
  return {
    line,
    // A number without a line rings nowhere: nobody has written it down yet.
    lines: line.seats === null || line.seats < 1 ? null : line.seats,
    hours,
    probes: hours.reduce((sum, hour) => sum + hour.probes, 0),
    busy: hours.reduce((sum, hour) => sum + hour.busy, 0),
  };
}

/** Plans that were reckoned, by what they follow from alone; the oldest go when there are too many. */
const reckoned = new Map<string, readonly PlanIfLines[]>();
const MOST_RECKONED = 20_000;

/** What a line needs by what its test calls met; null where nothing is proposed, as in `LinePlan`. */
export function casesOf(
  { lines: known, hours, probes, busy }: MetByCalls,
  target: PlanTarget,
): LinePlan['cases'] {
  const isBounded = busy > 0 && busy < probes;
  if (!isBounded || (known ?? 0) > MOST_LINES) return null;
  const key = JSON.stringify([known, hours, target]);
  const held = reckoned.get(key);
  if (held !== undefined) return held;
  const estimate = loadFromProbes({
    tables: (known === null ? POSSIBLE_LINES : [known]).flatMap(tablesOf),
    hours,
    shareSpread: SHARE_SPREAD,
    level: PLAN_LEVEL,
  });
  const shares = hours.map(({ share }) => share);
  const need = (erlangs: number): LineNeed =>
    lineNeed(erlangs, shares, { ...target, redialling: MIDDLE });
  const cases = estimate.byLines.map(({ lines: count, chance, erlangs }) => ({
    lines: count,
    chance,
    erlangs,
    callsAnHour: {
      low: (erlangs.low * 3600) / target.handlingS,
      middle: (erlangs.middle * 3600) / target.handlingS,
      high: (erlangs.high * 3600) / target.handlingS,
    },
    needed: {
      low: need(erlangs.low),
      middle: need(erlangs.middle),
      high: need(erlangs.high),
    },
  }));
  const oldest = reckoned.size < MOST_RECKONED ? undefined : reckoned.keys().next().value;
  if (oldest !== undefined) reckoned.delete(oldest);
  reckoned.set(key, cases);
  return cases;
}

/** What test calls alone cannot tell of this line; the first that hinders a proposal stands first. */
export function gapsOf({ lines, probes, busy }: Omit<LinePlan, 'line' | 'cases'>): CapacityGap[] {
  return [
    ...(probes === 0 ? (['no_calls'] as const) : []),
    ...(probes > 0 && busy === 0 ? (['load_from_below'] as const) : []),
    ...(probes > 0 && busy === probes ? (['load_from_above'] as const) : []),
    ...(lines !== null && lines > MOST_LINES ? (['many_lines'] as const) : []),
    ...(lines === null ? (['number_of_lines'] as const) : []),
    ...(probes < FEW_CALLS ? (['few_calls'] as const) : []),
    'handling_time',
    'patience',
    'repeated_calls',
    'curve_of_the_day',
  ];
}

const tables = new Map<number, readonly BlockingTable[]>();

/** The tables of so many lines, which are the same for all numbers. */
function tablesOf(lines: number): readonly BlockingTable[] {
  const known = tables.get(lines);
  if (known !== undefined) return known;
  const made = REDIALLING.map((one) => new BlockingTable(lines, one, DAILY_SPREAD));
  tables.set(lines, made);
  return made;
}

/** Test calls by hour of the day, in the published hours; shares of the hours in which the line is open, mean 1. */
function probedHours(line: Line, observations: readonly Observation[]): ProbedHour[] {
  const calendar = cityCalendar();
  const { hours } = hoursOfLine(line);
  const counted = new Map<number, { probes: number; busy: number }>();
  for (const observation of observations) {
    const { startedAtMs } = observation;
    if (!isOpenAt(hours, calendar, startedAtMs)) continue;
    const meaning = classOfObservation(verdictObservation(observation), {
      purpose: line.purpose,
      inHours: true,
      slowAfterMs: Infinity,
    });
    // Only a call that rang, was answered or met busy says whether a line was free.
    const isBusy = meaning === 'busy';
    if (!isBusy && meaning !== 'reached' && meaning !== 'unanswered') continue;
    const hour = Math.floor(localTime(calendar, startedAtMs).minute / 60);
    const there = counted.get(hour) ?? { probes: 0, busy: 0 };
    there.probes += 1;
    if (isBusy) there.busy += 1;
    counted.set(hour, there);
  }
  const mean = [...counted.keys()].reduce((sum, hour) => sum + usualDay[hour]!, 0) / counted.size;
  return [...counted]
    .toSorted(([a], [b]) => a - b)
    .map(([hour, { probes, busy }]) => ({ share: usualDay[hour]! / mean, probes, busy }));
}
