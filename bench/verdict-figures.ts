import { defaultVerdictPolicy, reachPosterior } from '@everyline/domain';

import type { Judged } from './verdict-campaign.ts';
import type { TrueLine } from './verdict-city.ts';

const { healthyAt, faultyAt } = defaultVerdictPolicy;

export type Side = 'healthy' | 'faulty' | null;

export function inZone({ rate }: TrueLine): boolean {
  return rate > faultyAt && rate < healthyAt;
}

export function covers({ line, verdict }: Judged): boolean {
  return verdict.interval[0] <= line.rate && line.rate <= verdict.interval[1];
}

export function sideOf({ verdict }: Judged): Side {
  if (verdict.kind === 'undetermined') return null;
  return verdict.kind === 'healthy' ? 'healthy' : 'faulty';
}

/** The side whose opposite is less probable by the line's own calls and the city's distribution. */
export function leaning({ verdict }: Judged): Side {
  const { reached, attempts, blankDays, prior } = verdict;
  const tally = { reached, failed: attempts - reached, blankDays };
  const { healthy, faulty } = reachPosterior(tally, prior, defaultVerdictPolicy);
  return healthy >= faulty ? 'healthy' : 'faulty';
}

export function isWrong(one: Judged): boolean {
  return !inZone(one.line) && one.line.rate >= healthyAt !== (sideOf(one) === 'healthy');
}

/** Errors on lines outside the zone; those called healthy or faulty wrongly are of all lines on the other side. */
export function errors(outside: readonly Judged[], side: (one: Judged) => Side) {
  const count = { low: 0, high: 0, lowHealthy: 0, highFaulty: 0, undetermined: 0 };
  for (const one of outside) {
    const isHigh = one.line.rate >= healthyAt;
    const word = side(one);
    count[isHigh ? 'high' : 'low'] += 1;
    if (word === null) count.undetermined += 1;
    else if (isHigh && word === 'faulty') count.highFaulty += 1;
    else if (!isHigh && word === 'healthy') count.lowHealthy += 1;
  }
  const decided = outside.length - count.undetermined;
  return {
    lines: outside.length,
    error: share(count.lowHealthy + count.highFaulty, decided),
    undetermined: share(count.undetermined, outside.length),
    calledHealthyWrongly: share(count.lowHealthy, count.low),
    calledFaultyWrongly: share(count.highFaulty, count.high),
  };
}

export function mean(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return share(sum, values.length) ?? 0;
}

export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((10_000 * part) / whole) / 10_000;
}
