import type { VerdictPolicy } from '../campaigns/campaign.ts';
import type { VerdictPrior } from './verdict.ts';

/** How often a line got through, and how often it did not. */
export interface ReachTally {
  readonly reached: number;
  readonly failed: number;
  /** Of each day on which several calls all failed, how many; absent: every call is taken for one of its own day. */
  readonly blankDays?: readonly number[];
  /** Older calls, day by day, which count for less than those above. */
  readonly faded?: readonly FadedTally[];
}

/** The calls of one day that has begun to fade. */
export interface FadedTally extends ReachTally {
  /** What each of its calls tells, as a share of what a fresh one tells: 0 to 1. */
  readonly weight: number;
}

/**
 * Chance that a first miss of a day is that of an absence, so that whoever calls again that day misses too. Not
 * measured, stated: between 0.15 and 0.5 the verdicts of simulated cities hardly change, at 0 they blame attended
 * lines for one day out.
 */
const absenceShare = 0.3;

/** Chance of the further misses of a day on which every call failed, at a reach rate. */
export function restOfBlankDay(misses: number, rate: number): number {
  return absenceShare + (1 - absenceShare) * (1 - rate) ** (misses - 1);
}

const steps = 40;
/** Reach rates on which priors and posteriors live: 0, 0.025 … 1. */
export const reachGrid: readonly number[] = Array.from({ length: steps + 1 }, (_, i) => i / steps);

/** So many lines' weight a distribution keeps beside the lines to which it is fitted. */
const priorLines = 20;
/** Below so many lines a city's own distribution is not fitted. */
const fewestLines = 30;
const emRounds = 300;
/** Tolerance for the limits lying on the grid: 0.6 is 24 ÷ 40 only up to rounding. */
const epsilon = 1e-9;

/**
 * Reach rates of public lines before the first call: three fifths work nearly always, a quarter
 * sometimes, the rest hardly ever. Chosen from published checks (rules.tsv and complaints.tsv: 80.5 %
 * effective in one city; elsewhere half easy to reach, a third now and then, a few always busy).
 */
const referenceWeights: readonly number[] = normalise(
  reachGrid.map((rate) => {
    const inner = Math.min(0.9875, Math.max(0.0125, rate));
    const seldom = 0.15 * 10 * (1 - inner) ** 9;
    const sometimes = 0.25;
    const nearlyAlways = 0.6 * 20 * inner ** 19;
    return (seldom + sometimes + nearlyAlways) * (rate === 0 || rate === 1 ? 0.5 : 1);
  }),
);

/** The prior of a city of which nothing is known yet. */
export function referencePrior(policy: Pick<VerdictPolicy, 'healthyAt'>): VerdictPrior {
  return {
    kind: 'reference',
    healthyShare: shareAtOrAbove(referenceWeights, policy.healthyAt),
    ...{ lines: 0, purpose: null, history: null },
    weights: referenceWeights,
  };
}

/** No prior: every reach rate alike, used for stated chances only; no verdict is drawn from it. */
export function noPrior(policy: Pick<VerdictPolicy, 'healthyAt'>): VerdictPrior {
  const weights = reachGrid.map(() => 1 / reachGrid.length);
  return {
    kind: 'none',
    healthyShare: shareAtOrAbove(weights, policy.healthyAt),
    ...{ lines: 0, purpose: null, history: null },
    weights,
  };
}

/**
 * The distribution of reach rates over a city's lines, from how often each got through (empirical
 * Bayes: maximum likelihood over the grid by EM, with what it is fitted `from` worth 20 lines: the
 * reference for a city, the city's for lines of one purpose). The likelihood of a tally does not depend
 * on when calling stopped, so lines decided early count like all others. Fewer than 30 lines leave it
 * as it was.
 */
export function fitReachPrior(
  tallies: readonly ReachTally[],
  policy: Pick<VerdictPolicy, 'healthyAt'>,
  from: VerdictPrior = referencePrior(policy),
): VerdictPrior {
  const counted = tallies.filter(({ reached, failed }) => reached + failed > 0);
  if (counted.length < fewestLines) return from;
  const distinct = new Map<string, { tally: ReachTally; lines: number }>();
  for (const tally of counted) {
    const blank = (tally.blankDays ?? []).toSorted((a, b) => a - b).join();
    const key = `${tally.reached}/${tally.failed}/${blank}`;
    const known = distinct.get(key);
    if (known) known.lines += 1;
    else distinct.set(key, { tally, lines: 1 });
  }
  const rows = [...distinct.values()].map(({ tally, lines }) => ({
    lines,
    likelihoods: reachGrid.map((rate) => likelihood(tally, rate)),
  }));
  let weights = [...from.weights];
  for (let round = 0; round < emRounds; round += 1) {
    const next = from.weights.map((weight) => weight * priorLines);
    for (const { lines, likelihoods } of rows) {
      let total = 0;
      for (let i = 0; i < weights.length; i += 1)
        total += (weights[i] ?? 0) * (likelihoods[i] ?? 0);
      for (let i = 0; i < weights.length; i += 1) {
        next[i] = (next[i] ?? 0) + (lines * (weights[i] ?? 0) * (likelihoods[i] ?? 0)) / total;
      }
    }
    weights = normalise(next);
  }
  const rounded = normalise(weights.map((weight) => Math.round(weight * 1e6) / 1e6));
  return {
    kind: 'city',
    healthyShare: shareAtOrAbove(rounded, policy.healthyAt),
    lines: counted.length,
    ...{ purpose: null, history: null },
    weights: rounded,
  };
}

/** What is to be believed of a line's reach rate after its calls. */
export interface ReachPosterior {
  /** Chance that the rate is at or below the faulty limit. */
  readonly faulty: number;
  /** Chance that it is at or above the healthy limit. */
  readonly healthy: number;
  readonly mean: number;
}

/** Prior and calls together. */
export function reachPosterior(
  tally: ReachTally,
  prior: Pick<VerdictPrior, 'weights'>,
  policy: Pick<VerdictPolicy, 'healthyAt' | 'faultyAt'>,
): ReachPosterior {
  const posterior = posteriorWeights(tally, prior);
  let faulty = 0;
  let healthy = 0;
  let mean = 0;
  for (let i = 0; i < posterior.length; i += 1) {
    const weight = posterior[i] ?? 0;
    const rate = reachGrid[i] ?? 0;
    mean += weight * rate;
    if (rate <= policy.faultyAt + epsilon) faulty += weight;
    if (rate >= policy.healthyAt - epsilon) healthy += weight;
  }
  return { faulty, healthy, mean };
}

/** The distribution of a line's reach rate over `reachGrid` after its calls. */
export function posteriorWeights(
  tally: ReachTally,
  prior: Pick<VerdictPrior, 'weights'>,
): readonly number[] {
  return normalise(reachGrid.map((rate, i) => (prior.weights[i] ?? 0) * likelihood(tally, rate)));
}

/** Chance of a tally at a reach rate, up to the order of calls; the ends stand for half a step inside. */
function likelihood(tally: ReachTally, rate: number): number {
  const inner = Math.min(1 - 0.25 / steps, Math.max(0.25 / steps, rate));
  let chance = inner ** tally.reached;
  let apart = tally.failed;
  for (const misses of tally.blankDays ?? []) {
    chance *= restOfBlankDay(misses, inner);
    apart -= misses - 1;
  }
  chance *= (1 - inner) ** apart;
  for (const day of tally.faded ?? []) chance *= likelihood(day, rate) ** day.weight;
  return chance;
}

/** The share of a distribution that lies at or above a limit. */
export function shareAtOrAbove(weights: readonly number[], limit: number): number {
  let share = 0;
  for (let i = 0; i < weights.length; i += 1) {
    if ((reachGrid[i] ?? 0) >= limit - epsilon) share += weights[i] ?? 0;
  }
  return share;
}

function normalise(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
