import type { VerdictPolicy } from '../campaigns/campaign.ts';
import { operatingCharacteristic, type CallingScheme } from './operating-characteristic.ts';
import { reachGrid } from './reach-prior.ts';
import type { VerdictPrior } from './verdict.ts';

/** Errors of the verdicts over all lines of a city, computed exactly under its distribution of reach rates. */
export interface CityErrors {
  /** Chance that a line at or below the faulty limit is called healthy. */
  readonly calledHealthyWrongly: number;
  /** Chance that a line at or above the healthy limit is called faulty. */
  readonly calledFaultyWrongly: number;
  /** Share of wrong words among decided lines outside the limits. */
  readonly wrongAmongDecided: number;
  /** Share of lines outside the limits that stay undetermined. */
  readonly undetermined: number;
  readonly meanCalls: number;
}

/**
 * What the method does to a city: `city` is the true distribution of reach rates, `prior` the one the
 * verdicts are drawn with; they differ while the city is not yet known.
 */
export function cityErrors(
  city: Pick<VerdictPrior, 'weights'>,
  scheme: CallingScheme,
  policy: VerdictPolicy,
  prior: VerdictPrior,
): CityErrors {
  let low = 0;
  let high = 0;
  let lowHealthy = 0;
  let highFaulty = 0;
  let undetermined = 0;
  let meanCalls = 0;
  reachGrid.forEach((rate, index) => {
    const weight = city.weights[index] ?? 0;
    if (weight === 0) return;
    const chances = operatingCharacteristic(rate, scheme, policy, prior);
    meanCalls += weight * chances.meanCalls;
    if (rate <= policy.faultyAt + 1e-9) {
      low += weight;
      lowHealthy += weight * chances.healthy;
      undetermined += weight * chances.undetermined;
    } else if (rate >= policy.healthyAt - 1e-9) {
      high += weight;
      highFaulty += weight * chances.faulty;
      undetermined += weight * chances.undetermined;
    }
  });
  return {
    calledHealthyWrongly: low === 0 ? 0 : lowHealthy / low,
    calledFaultyWrongly: high === 0 ? 0 : highFaulty / high,
    wrongAmongDecided: (lowHealthy + highFaulty) / (low + high - undetermined),
    undetermined: undetermined / (low + high),
    meanCalls,
  };
}
