import { dayNumber, type CallDay, type ComingDay } from './call-day.ts';
import { expectedCalls } from './day-forecast.ts';

export interface ForecastDay {
  readonly date: string;
  /** Calls to be expected in each interval. */
  readonly expected: readonly number[];
  /** The interval that holds the calls with the chance asked for. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Days replayed for the interval, and the least that tell anything. */
const REPLAYED_WEEKS = 10;
const LEAST_REPLAYED_DAYS = 5;
/** Days of record needed before the first replay. */
const LEAST_RECORD = 14;
/** How far the calls of an interval stray beside chance while nothing has been replayed, as a share of them. */
const UNSEEN_SPREAD = 0.35;

/**
 * Forecasts the calls of days to come from the record, with intervals that rest on what this same method would have said
 * in the weeks before, and how far it was off: the errors, standardised by √(calls + (spread · calls)²), have quantiles,
 * and these are put round the new forecast (a conformal forecast by replay; Shafer and Vovk, 2008). With a short record the
 * interval is that of calls by chance whose mean strays by a third.
 * Throws `RangeError` without a record, for dates that are none, and for days of unlike length.
 * @param record in order of date, gaps allowed
 * @param coming in order of date, after the record
 * @param level the chance with which the interval holds the calls of one interval of the day, 0–1
 */
export function forecastCalls(
  record: readonly CallDay[],
  coming: readonly ComingDay[],
  level: number,
): ForecastDay[] {
  check(record, coming, level);
  const bounds = errorBounds(replay(record), level);
  return expectedCalls(record, coming).map((expected, n) => {
    const bound = (calls: number, factor: number): number =>
      Math.max(0, calls + factor * scaleOf(calls, bounds.spread));
    return {
      date: coming[n]!.date,
      expected,
      low: expected.map((calls) => Math.floor(bound(calls, bounds.low))),
      high: expected.map((calls) => Math.ceil(bound(calls, bounds.high))),
    };
  });
}

function check(record: readonly CallDay[], coming: readonly ComingDay[], level: number): void {
  const first = record[0];
  if (first === undefined) throw new RangeError('a forecast needs a record of one day at least');
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`the chance of the interval must lie between 0 and 1, not ${level}`);
  }
  let last = -Infinity;
  for (const day of [...record, ...coming]) {
    const number = dayNumber(day.date);
    if (number <= last) throw new RangeError(`${day.date} does not come after the day before it`);
    last = number;
  }
  for (const { date, counts } of record) {
    if (counts.length !== first.counts.length || counts.length === 0) {
      throw new RangeError(`${date} has ${counts.length} intervals, others ${first.counts.length}`);
    }
    if (!counts.every((count) => count >= 0 && Number.isFinite(count))) {
      throw new RangeError(`${date} has a count that is no number of calls`);
    }
  }
}

interface Replayed {
  readonly expected: number;
  readonly counted: number;
}

/** What would have been said a week before of each of the last weeks' days, and what came, day by day. */
function replay(record: readonly CallDay[]): Replayed[][] {
  const weekOf = ({ date }: ComingDay): number => Math.floor((dayNumber(date) + 3) / 7);
  const last = weekOf(record.at(-1)!);
  const days: Replayed[][] = [];
  for (let week = last - REPLAYED_WEEKS + 1; week <= last; week += 1) {
    const from = record.findIndex((day) => weekOf(day) >= week);
    const to = record.findLastIndex((day) => weekOf(day) === week) + 1;
    if (from < LEAST_RECORD || to <= from) continue;
    const there = record.slice(from, to);
    const said = expectedCalls(record.slice(0, from), there);
    for (const [n, day] of there.entries()) {
      days.push(
        day.counts.map((counted, interval) => ({ expected: said[n]![interval]!, counted })),
      );
    }
  }
  return days;
}

function scaleOf(calls: number, spread: number): number {
  return Math.sqrt(Math.max(0.5, calls) + (spread * calls) ** 2);
}

/** The standardised errors between which the share of the level lies, evenly left over below and above. */
function errorBounds(
  days: readonly (readonly Replayed[])[],
  level: number,
): { spread: number; low: number; high: number } {
  if (days.length < LEAST_REPLAYED_DAYS) {
    const reach = normalQuantile((1 + level) / 2);
    return { spread: UNSEEN_SPREAD, low: -reach, high: reach };
  }
  // The spread beyond chance, by moments: (counted − expected)² is expected + (spread · expected)² on the mean.
  let beyond = 0;
  let squares = 0;
  for (const { expected, counted } of days.flat()) {
    beyond += (counted - expected) ** 2 - expected;
    squares += expected ** 2;
  }
  const spread = Math.sqrt(Math.max(0, beyond) / Math.max(1, squares));
  const errors = days.map((day) =>
    day.map(({ expected, counted }) => (counted - expected) / scaleOf(expected, spread)),
  );
  // One more is to come beside so many independent ones (conformal).
  const share = Math.min(1, ((1 + level) / 2) * (1 + 1 / independentErrors(errors)));
  const sorted = Float64Array.from(errors.flat()).sort();
  const at = (part: number): number =>
    sorted[Math.max(0, Math.min(sorted.length - 1, Math.round(part * (sorted.length - 1))))]!;
  return { spread, low: at(1 - share), high: at(share) };
}

/** How many independent errors those of the days are worth: the errors of one day hang together (Kish's design effect). */
function independentErrors(days: readonly (readonly number[])[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const all = days.flat();
  const each = all.length / days.length;
  const square = mean(all.map((error) => error ** 2));
  const ofMeans = mean(days.map((day) => mean(day) ** 2));
  const together = each > 1 ? Math.max(0, ((each * ofMeans) / square - 1) / (each - 1)) : 0;
  return all.length / (1 + (each - 1) * Math.min(1, together));
}

/** Below which a normal deviate lies with a chance of 0.5–1 (Abramowitz and Stegun 26.2.23, to 4.5e-4). */
function normalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - share));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
