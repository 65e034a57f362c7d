import { dayNumber, weekday, type CallDay, type ComingDay } from './call-day.ts';
import { DayFeatures } from './day-features.ts';
import { weightedRidge } from './weighted-ridge.ts';

/** Days after which a day of the record counts half. */
const HALF_LIFE = { total: 120, profile: 35 } as const;
/** How much of the last days' common error goes on. */
const LEVEL = { halfLife: 4, share: 0.6 } as const;
/** A weekday's own profile counts as much as that of all days once it has been seen so many times. */
const OWN_PROFILE_AFTER = 1.5;

/**
 * The calls to be expected in each interval of days to come: the day's total by a regression of its logarithm on
 * weekday, trend, place in the month, long breaks, holidays and marks, with the last days' error carried on; spread by the
 * weekday's profile, drawn towards that of all days. What is old counts less.
 */
export function expectedCalls(
  record: readonly CallDay[],
  coming: readonly ComingDay[],
): number[][] {
  const features = new DayFeatures(record, coming);
  const last = Math.max(...record.map(({ date }) => dayNumber(date)));
  const age = ({ date }: ComingDay): number => last - dayNumber(date);
  const rows = record.map((day) => ({
    features: features.of(day),
    value: Math.log(Math.max(0.5, totalOf(day))),
    weight: 0.5 ** (age(day) / HALF_LIFE.total),
  }));
  const coefficients = weightedRidge(rows, features.penalties);
  const fitted = (of: readonly number[]): number =>
    of.reduce((sum, feature, n) => sum + feature * coefficients[n]!, 0);
  let errors = 0;
  let weights = 1;
  for (const [n, { features: of, value }] of rows.entries()) {
    if (record[n]!.kind === 'holiday') continue;
    const weight = 0.5 ** (age(record[n]!) / LEVEL.halfLife);
    errors += weight * (value - fitted(of));
    weights += weight;
  }
  const carried = (LEVEL.share * errors) / weights;
  return coming.map((day) => {
    const total = Math.exp(fitted(features.of(day)) + carried);
    return profileOf(record, day, last).map((share) => share * total);
  });
}

/** Each interval's share of the day's calls. */
function profileOf(record: readonly CallDay[], of: ComingDay, last: number): number[] {
  const intervals = record[0]!.counts.length;
  const all = new Float64Array(intervals);
  const own = new Float64Array(intervals);
  let ownWeight = 0;
  for (const day of record) {
    const total = totalOf(day);
    if (total === 0 || (day.kind === 'holiday') !== (of.kind === 'holiday')) continue;
    const number = dayNumber(day.date);
    const weight = 0.5 ** ((last - number) / HALF_LIFE.profile);
    const isAlike = of.kind === 'usual' && weekday(number) === weekday(dayNumber(of.date));
    if (isAlike) ownWeight += weight;
    for (let n = 0; n < intervals; n += 1) {
      const share = (weight * day.counts[n]!) / total;
      all[n]! += share;
      if (isAlike) own[n]! += share;
    }
  }
  const sum = all.reduce((total, share) => total + share, 0);
  // Without any day alike, all intervals alike.
  if (sum === 0) return new Array<number>(intervals).fill(1 / intervals);
  const ownPart = ownWeight / (ownWeight + OWN_PROFILE_AFTER);
  return Array.from(all, (share, n) => {
    const common = share / sum;
    return ownWeight === 0 ? common : common + ownPart * (own[n]! / ownWeight - common);
  });
}

export function totalOf({ counts }: CallDay): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
