import { LineDay, type AttemptResult, type LossLine } from '@everyline/capacity';
import type { LocalTime } from '../local-time.ts';
import { normalDeviate, seededRandom } from '../seeded-random.ts';
import type { Loaded } from './behaviour.ts';

/** Days of callers kept for each line: calls come in the order of days, or nearly so, and a day is quickly made again. */
const keptDays = 2;

/** A busier or quieter day than usual: deviation of the logarithm of its number of callers. */
const dayToDayDeviation = 0.08;

/** The traffic of one weekday of a loaded line, as traffic theory wants it. */
export function lossLineOf(line: Loaded, weekday: number, factor: number): LossLine {
  const share = (line.weekdayFactors?.[weekday - 1] ?? 1) * factor;
  return {
    trunks: line.trunks,
    staffing: line.staffing.map(({ fromMinute, people }) => ({
      fromMs: fromMinute * 60_000,
      people,
    })),
    callersPerHour: line.callersPerHour.map((callers) => callers * share),
    holdingMeanMs: line.holdingMeanMs,
    holdingVariation: line.holdingVariation ?? 1,
    pickUpMeanMs: line.pickUpMeanMs,
    patienceMeanMs: line.patienceMeanMs ?? 90_000,
    retry: { probability: line.retryProbability ?? 0.6, meanDelayMs: 180_000, maxAttempts: 6 },
  };
}

/**
 * The simulated days of loaded lines. A day follows from the line's seed and the date alone, so every thread and
 * every order of calls meets the same callers; keeping it only saves making it again.
 */
const days = new WeakMap<Loaded, Map<number, LineDay>>();

function dayOf(line: Loaded, time: LocalTime): LineDay {
  const known = days.get(line) ?? new Map<number, LineDay>();
  days.set(line, known);
  const kept = known.get(time.dayNumber);
  if (kept !== undefined) return kept;
  const random = seededRandom(`${line.seed}/day/${time.dayNumber}`);
  const factor = Math.exp(dayToDayDeviation * normalDeviate(random));
  const day = new LineDay(lossLineOf(line, time.weekday, factor), random);
  if (known.size >= keptDays) {
    const oldest = known.keys().next().value;
    if (oldest !== undefined) known.delete(oldest);
  }
  known.set(time.dayNumber, day);
  return day;
}

/** What a call to a loaded line meets at a time, when `alsoOccupied` trunks are taken by calls of ours. */
export function meetTraffic(line: Loaded, time: LocalTime, alsoOccupied: number): AttemptResult {
  const random = seededRandom(`${line.seed}/call/${Math.floor(time.atMs / 1000)}`);
  return dayOf(line, time).attempt(time.msOfDay, random, alsoOccupied);
}

/**
 * The true share of calls that get through to an answer within the ring limit, over windows of ordinary days: the
 * mean over many simulated days of the share of evenly spread moments. Days are numbered away from any calendar, so
 * that this truth is not learnt from the very days that are probed.
 */
export function longRunReach(
  line: Loaded,
  windows: readonly { readonly fromMinute: number; readonly toMinute: number }[],
  options: {
    readonly days?: number;
    readonly everyMs?: number;
    readonly ringLimitMs?: number;
    readonly weekday?: number;
  } = {},
): { readonly reached: number; readonly busy: number; readonly unanswered: number } {
  const { days: count = 40, everyMs = 90_000, ringLimitMs = 60_000, weekday = 3 } = options;
  let asked = 0;
  let reached = 0;
  let busy = 0;
  for (let day = 0; day < count; day += 1) {
    const random = seededRandom(`${line.seed}/ordinary/${day}`);
    const factor = Math.exp(dayToDayDeviation * normalDeviate(random));
    const simulated = new LineDay(lossLineOf(line, weekday, factor), random);
    for (const { fromMinute, toMinute } of windows) {
      for (
        let at = fromMinute * 60_000 + random() * everyMs;
        at < toMinute * 60_000;
        at += everyMs
      ) {
        const met = simulated.attempt(at, random);
        asked += 1;
        if (met.kind === 'busy') busy += 1;
        else if (met.pickUpAfterMs !== null && met.pickUpAfterMs <= ringLimitMs) reached += 1;
      }
    }
  }
  if (asked === 0) return { reached: 0, busy: 0, unanswered: 0 };
  return {
    reached: reached / asked,
    busy: busy / asked,
    unanswered: (asked - reached - busy) / asked,
  };
}
