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

/**
 * Decides a tally. While calls go on, only the sequential test decides, and it uses no prior. When the
 * period is over (`final`), the side is taken whose opposite has a posterior chance within the error
 * rate; with `prior.kind` `none` the line waits instead.
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
  if (!final || prior.kind === 'none' || tally.days < fewestDaysWithPrior) {
    return { side: null, by: null, ...stated };
  }
  const mayBeHealthy = posterior.faulty <= policy.errorRate;
  const mayBeFaulty = posterior.healthy <= policy.errorRate;
  if (mayBeHealthy && (!mayBeFaulty || ratio >= 0)) {
    return { side: 'healthy', by: 'horizon', ...stated };
  }
  if (mayBeFaulty) return { side: 'faulty', by: 'horizon', ...stated };
  return { side: null, by: null, ...stated };
}
