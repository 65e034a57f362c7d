import type { VerdictPolicy } from '../campaigns/campaign.ts';
import { reachPosterior, type ReachPosterior, type ReachTally } from './reach-prior.ts';
import { logLikelihoodRatio, sequentialTest } from './sequential-test.ts';
import type { VerdictPrior } from './verdict.ts';

/** What the calls of a line say about its reach rate. */
export interface ReachDecision {
  readonly side: 'healthy' | 'faulty' | null;
  /** `sequential`: the calls alone; `horizon`: calls and prior, when no more calls come. */
  readonly by: 'sequential' | 'horizon' | null;
  readonly posterior: ReachPosterior;
  readonly closeness: number;
}

/** Days on which calls must have been counted: three misses of one day may be one absence. */
export const fewestDays = 2;
/** Where the prior helps to decide, the line itself must have been heard on so many days. */
export const fewestDaysWithPrior = 3;
/** What the line's earlier calls have told counts for so many of them. */
const daysOfHistory = 1;

/**
 * While calls go on, a line is left alone as healthy only at this share of the error rate: many lines stop at the first
 * tally that allows it, and the distribution is itself only an estimate. Measured on simulated cities (bench verdict):
 * with the whole rate 6 to 7 % of faulty lines pass as healthy, with two fifths of it 3 to 5 %.
 */
const shareWhileCalling = 0.4;

/**
 * Decides a tally. The sequential test decides whenever it can, and uses no prior. Otherwise the side is taken whose
 * opposite has a posterior chance within the error rate: while calls go on, under the distribution that the city's own
 * calls have shown; when the period is over (`final`), under the reference too. With `prior.kind` `none` the line waits.
 * A line that was called before needs a day less.
 */
export function decideReach(
  tally: ReachTally & { readonly days: number },
  policy: VerdictPolicy,
  prior: VerdictPrior,
  final: boolean,
): ReachDecision {
  const test = sequentialTest(policy);
  const ratio = logLikelihoodRatio(test, tally);
  const posterior = reachPosterior(tally, prior, policy);
  const closeness = Math.max(
    -1,
    Math.min(1, ratio >= 0 ? ratio / test.healthyBoundary : -ratio / test.faultyBoundary),
  );
  const stated = { posterior, closeness: Math.round(closeness * 1_000) / 1_000 };
  if (tally.days < fewestDays) return { side: null, by: null, ...stated };
  if (ratio >= test.healthyBoundary - 1e-9) return { side: 'healthy', by: 'sequential', ...stated };
  if (ratio <= test.faultyBoundary + 1e-9) return { side: 'faulty', by: 'sequential', ...stated };
  const mayUsePrior = prior.kind === 'city' || (final && prior.kind !== 'none');
  const daysKnown = tally.days + (prior.history === null ? 0 : daysOfHistory);
  if (!mayUsePrior || daysKnown < fewestDaysWithPrior) {
    return { side: null, by: null, ...stated };
  }
  const errorWhenHealthy = final ? policy.errorRate : policy.errorRate * shareWhileCalling;
  const mayBeHealthy = posterior.faulty <= errorWhenHealthy;
  const mayBeFaulty = posterior.healthy <= policy.errorRate;
  if (mayBeHealthy && (!mayBeFaulty || ratio >= 0)) {
    return { side: 'healthy', by: 'horizon', ...stated };
  }
  if (mayBeFaulty) return { side: 'faulty', by: 'horizon', ...stated };
  return { side: null, by: null, ...stated };
}
