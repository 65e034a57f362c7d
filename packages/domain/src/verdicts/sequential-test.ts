import type { VerdictPolicy } from '../campaigns/campaign.ts';
import { restOfBlankDay, type ReachTally } from './reach-prior.ts';

type Limits = Pick<VerdictPolicy, 'healthyAt' | 'faultyAt' | 'errorRate'>;

/** A sequential probability ratio test between the two limits, with boundaries computed exactly. */
export interface SequentialTest {
  readonly limits: Pick<VerdictPolicy, 'healthyAt' | 'faultyAt'>;
  /** Log-likelihood ratio (healthy against faulty) added by a call that gets through. */
  readonly perReached: number;
  /** Log-likelihood ratio taken away by a call that does not. */
  readonly perFailed: number;
  /** At or above: healthy. */
  readonly healthyBoundary: number;
  /** At or below: faulty. */
  readonly faultyBoundary: number;
  /** Exact chance to call a line at the faulty limit healthy, however long one calls. */
  readonly healthyError: number;
  /** Exact chance to call a line at the healthy limit faulty. */
  readonly faultyError: number;
}

/** Calls after which the rest of the probability (below 1e-9) is left out of account. */
const longest = 400;
const known = new Map<string, SequentialTest>();

/**
 * Wald's test (1945) with the narrowest boundaries on its lattice that keep both errors: his own,
 * ln((1−α)/α), are conservative by the overshoot, which costs two reached calls in eight here.
 */
export function sequentialTest(policy: Limits): SequentialTest {
  const key = `${policy.healthyAt}/${policy.faultyAt}/${policy.errorRate}`;
  const ready = known.get(key);
  if (ready) return ready;
  const test = calibrate(policy);
  known.set(key, test);
  return test;
}

/** Log-likelihood ratio of a tally: above 0 the calls speak for healthy, below for faulty. */
export function logLikelihoodRatio(test: SequentialTest, tally: ReachTally): number {
  const { healthyAt, faultyAt } = test.limits;
  let ratio = tally.reached * test.perReached - tally.failed * test.perFailed;
  for (const misses of tally.blankDays ?? []) {
    // What the further misses of a day tell, once one of them may have been an absence.
    const told = restOfBlankDay(misses, healthyAt) / restOfBlankDay(misses, faultyAt);
    ratio += (misses - 1) * test.perFailed + Math.log(told);
  }
  for (const day of tally.faded ?? []) ratio += day.weight * logLikelihoodRatio(test, day);
  return ratio;
}

function calibrate(policy: Limits): SequentialTest {
  const { healthyAt, faultyAt, errorRate } = policy;
  const perReached = Math.log(healthyAt / faultyAt);
  const perFailed = Math.log((1 - faultyAt) / (1 - healthyAt));
  const wald = Math.log((1 - errorRate) / errorRate);
  // Boundaries worth trying are the values that a tally can reach.
  const values = new Set<number>();
  for (let failed = 0; failed * perFailed <= 4 * wald; failed += 1) {
    for (let reached = 0; reached * perReached <= 8 * wald; reached += 1) {
      const value = reached * perReached - failed * perFailed;
      if (Math.abs(value) <= wald * 1.2 && Math.abs(value) > 1e-9) values.add(value);
    }
  }
  const up = [...values].filter((value) => value > 0).toSorted((a, b) => a - b);
  const down = [...values].filter((value) => value < 0).toSorted((a, b) => b - a);
  let healthyBoundary = wald;
  let faultyBoundary = -wald;
  for (let round = 0; round < 3; round += 1) {
    healthyBoundary = firstOf(
      up,
      (boundary) =>
        chanceOf(faultyAt, perReached, perFailed, boundary, faultyBoundary).healthy <= errorRate,
      wald,
    );
    faultyBoundary = firstOf(
      down,
      (boundary) =>
        chanceOf(healthyAt, perReached, perFailed, healthyBoundary, boundary).faulty <= errorRate,
      -wald,
    );
  }
  // The last change of one boundary may have moved the other's error: the pair is checked together.
  while (
    chanceOf(faultyAt, perReached, perFailed, healthyBoundary, faultyBoundary).healthy > errorRate
  ) {
    healthyBoundary = up.find((value) => value > healthyBoundary + 1e-9) ?? wald;
  }
  return {
    limits: { healthyAt, faultyAt },
    perReached,
    perFailed,
    healthyBoundary,
    faultyBoundary,
    healthyError: chanceOf(faultyAt, perReached, perFailed, healthyBoundary, faultyBoundary)
      .healthy,
    faultyError: chanceOf(healthyAt, perReached, perFailed, healthyBoundary, faultyBoundary).faulty,
  };
}

/** The first boundary, going outward, that keeps the error. The error falls as it goes outward. */
function firstOf(
  candidates: readonly number[],
  keeps: (boundary: number) => boolean,
  otherwise: number,
): number {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const boundary = candidates[middle];
    if (boundary !== undefined && keeps(boundary)) high = middle;
    else low = middle + 1;
  }
  return candidates[low] ?? otherwise;
}

/** Exact chances of either decision at a reach rate, when calling goes on until one is taken. */
function chanceOf(
  rate: number,
  perReached: number,
  perFailed: number,
  healthyBoundary: number,
  faultyBoundary: number,
): { healthy: number; faulty: number } {
  let open = new Map<number, number>([[0, 1]]);
  let healthy = 0;
  let faulty = 0;
  for (let calls = 1; calls <= longest && open.size > 0; calls += 1) {
    const next = new Map<number, number>();
    for (const [failed, chance] of open) {
      for (const [more, step] of [
        [0, rate],
        [1, 1 - rate],
      ] as const) {
        const nowFailed = failed + more;
        const ratio = (calls - nowFailed) * perReached - nowFailed * perFailed;
        const weight = chance * step;
        if (ratio >= healthyBoundary - 1e-9) healthy += weight;
        else if (ratio <= faultyBoundary + 1e-9) faulty += weight;
        else next.set(nowFailed, (next.get(nowFailed) ?? 0) + weight);
      }
    }
    open = next;
  }
  return { healthy, faulty };
}
