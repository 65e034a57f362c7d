import { describe, expect, it } from 'vitest';

import { defaultVerdictPolicy as policy } from '../campaigns/default-policy.ts';
import { betaCdf, betaQuantile, rateInterval } from './beta.ts';
import { cityErrors } from './city-errors.ts';
import { operatingCharacteristic } from './operating-characteristic.ts';
import { decideReach } from './reach-decision.ts';
import {
  fitReachPrior,
  noPrior,
  reachGrid,
  reachPosterior,
  referencePrior,
} from './reach-prior.ts';
import { logLikelihoodRatio, sequentialTest } from './sequential-test.ts';

const weekOfPeople = { days: 5, attemptsPerDay: 3, stopDayWhenReached: true };
/** A city whose own calls have shown the distribution of the reference. */
const knownCity = { ...referencePrior(policy), kind: 'city', lines: 1_000 } as const;
const weekOfMachines = { ...weekOfPeople, stopDayWhenReached: false };

describe('the sequential test, computed exactly', () => {
  it('keeps both errors at the limits however long one calls', () => {
    const test = sequentialTest(policy);
    expect(test.healthyError).toBeLessThanOrEqual(0.05);
    expect(test.faultyError).toBeLessThanOrEqual(0.05);
    // Nearly used up: the boundaries are not wider than they must be.
    expect(test.healthyError).toBeGreaterThan(0.04);
    expect(test.faultyError).toBeGreaterThan(0.04);
  });

  it.each([
    [0.95, 0.7, 0.05],
    [0.9, 0.6, 0.1],
    [0.8, 0.4, 0.01],
    [0.99, 0.5, 0.02],
  ])('keeps them for other limits too (%f, %f, %f)', (healthyAt, faultyAt, errorRate) => {
    const test = sequentialTest({ healthyAt, faultyAt, errorRate });
    expect(test.healthyError).toBeLessThanOrEqual(errorRate);
    expect(test.faultyError).toBeLessThanOrEqual(errorRate);
  });

  it('needs eight calls through without a miss, or two misses and nothing through', () => {
    const test = sequentialTest(policy);
    const ratio = (reached: number, failed: number): number =>
      logLikelihoodRatio(test, { reached, failed });
    expect(ratio(8, 0)).toBeGreaterThanOrEqual(test.healthyBoundary);
    expect(ratio(7, 0)).toBeLessThan(test.healthyBoundary);
    expect(ratio(0, 2)).toBeLessThanOrEqual(test.faultyBoundary);
    expect(ratio(1, 2)).toBeGreaterThan(test.faultyBoundary);
  });
});

describe('a working week at three calls a day, none after a person has answered', () => {
  it('cannot tell a line at 0.6 from a healthy one by its calls alone: five through have chance 0.078', () => {
    const strict = operatingCharacteristic(0.6, weekOfPeople, policy, noPrior(policy));
    expect(strict.healthy).toBe(0);
    expect(0.6 ** 5).toBeGreaterThan(policy.errorRate);
  });

  it('without a prior makes at most 5 % errors at both limits', () => {
    for (const scheme of [
      weekOfPeople,
      weekOfMachines,
      { ...weekOfPeople, days: 10 },
      { ...weekOfMachines, days: 20 },
    ]) {
      expect(
        operatingCharacteristic(0.6, scheme, policy, noPrior(policy)).healthy,
      ).toBeLessThanOrEqual(0.05);
      expect(
        operatingCharacteristic(0.9, scheme, policy, noPrior(policy)).faulty,
      ).toBeLessThanOrEqual(0.05);
    }
  });

  it('never calls a line at 0.9 faulty more than one time in twenty, with the prior too', () => {
    expect(
      operatingCharacteristic(0.9, weekOfPeople, policy, referencePrior(policy)).faulty,
    ).toBeLessThanOrEqual(0.05);
    expect(
      operatingCharacteristic(0.9, weekOfMachines, policy, referencePrior(policy)).faulty,
    ).toBeLessThanOrEqual(0.05);
  });

  it('leaves few undetermined that are clearly on one side', () => {
    for (const rate of [0, 0.1, 0.2, 0.95, 0.975, 1]) {
      const chances = operatingCharacteristic(rate, weekOfPeople, policy, knownCity);
      expect(chances.undetermined, `rate ${String(rate)}`).toBeLessThanOrEqual(0.05);
    }
    // The misses of one day may be one absence: that leaves some of these open after a week.
    expect(
      operatingCharacteristic(0.4, weekOfPeople, policy, knownCity).undetermined,
    ).toBeLessThanOrEqual(0.13);
  });

  it('keeps both errors over the lines of a city, known or not', () => {
    const reference = referencePrior(policy);
    for (const [scheme, prior] of [
      [weekOfPeople, reference],
      [weekOfMachines, reference],
      [weekOfPeople, knownCity],
      [weekOfMachines, knownCity],
    ] as const) {
      const errors = cityErrors(reference, scheme, policy, prior);
      expect(errors.calledHealthyWrongly).toBeLessThanOrEqual(0.05);
      expect(errors.calledFaultyWrongly).toBeLessThanOrEqual(0.05);
      expect(errors.wrongAmongDecided).toBeLessThanOrEqual(0.02);
      expect(errors.undetermined).toBeLessThanOrEqual(0.05);
      expect(errors.meanCalls).toBeLessThan(scheme.stopDayWhenReached ? 6 : 10);
    }
  });

  it('calls a known city more than a call a line less often, and a line at 1 three times', () => {
    const reference = referencePrior(policy);
    const before = cityErrors(reference, weekOfPeople, policy, reference);
    const known = cityErrors(reference, weekOfPeople, policy, knownCity);
    expect(known.meanCalls).toBeLessThan(before.meanCalls - 1);
    expect(operatingCharacteristic(1, weekOfPeople, policy, knownCity).meanCalls).toBe(3);
  });

  it('adds up to one at every rate', () => {
    for (const rate of reachGrid) {
      const chances = operatingCharacteristic(rate, weekOfPeople, policy, referencePrior(policy));
      expect(chances.healthy + chances.faulty + chances.undetermined).toBeCloseTo(1, 12);
    }
  });
});

describe('the prior of a city', () => {
  it('is the reference until there are thirty lines', () => {
    expect(fitReachPrior([{ reached: 5, failed: 0 }], policy).kind).toBe('reference');
  });

  it('finds the distribution from which the lines were drawn', () => {
    const tallies = [
      ...Array.from({ length: 700 }, () => ({ reached: 19, failed: 1 })),
      ...Array.from({ length: 300 }, () => ({ reached: 2, failed: 18 })),
    ];
    const prior = fitReachPrior(tallies, policy);
    expect(prior.kind).toBe('city');
    expect(prior.lines).toBe(1_000);
    expect(prior.healthyShare).toBeGreaterThan(0.6);
    expect(prior.healthyShare).toBeLessThan(0.75);
    expect(prior.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  it('makes a careful city of one where many lines stand just below the limit', () => {
    const doubtful = fitReachPrior(
      Array.from({ length: 500 }, () => ({ reached: 11, failed: 9 })),
      policy,
    );
    const five = { reached: 5, failed: 0, days: 5 };
    expect(decideReach(five, policy, doubtful, true).side).toBeNull();
    expect(decideReach(five, policy, referencePrior(policy), true).side).toBe('healthy');
  });
});

describe('one decision', () => {
  it('waits for a second day, whatever the first has shown', () => {
    expect(
      decideReach({ reached: 0, failed: 3, days: 1 }, policy, referencePrior(policy), true).side,
    ).toBeNull();
    expect(
      decideReach({ reached: 0, failed: 3, days: 2 }, policy, referencePrior(policy), false),
    ).toMatchObject({ side: 'faulty', by: 'sequential' });
  });

  it('stops as soon as a verdict holds under what the city has shown, more carefully than at the end', () => {
    const three = { reached: 3, failed: 0, days: 3 };
    expect(decideReach(three, policy, knownCity, false)).toMatchObject({
      side: 'healthy',
      by: 'horizon',
    });
    expect(
      decideReach({ ...three, reached: 2, days: 2 }, policy, knownCity, false).side,
    ).toBeNull();
    // Where more lines stand in the middle the same three calls are enough at the end only.
    const mixed = {
      ...knownCity,
      weights: knownCity.weights.map(
        (weight, i) => 0.85 * weight + 0.15 * (i >= 20 && i < 30 ? 0.1 : 0),
      ),
    };
    const { faulty } = reachPosterior(three, mixed, policy);
    expect(faulty).toBeGreaterThan(0.02);
    expect(faulty).toBeLessThan(0.05);
    expect(decideReach(three, policy, mixed, false).side).toBeNull();
    expect(decideReach(three, policy, mixed, true).side).toBe('healthy');
  });

  it('blames no line for one day out: misses of one day tell little more than one', () => {
    const dayOut = { reached: 3, failed: 3, days: 4 };
    expect(decideReach(dayOut, policy, knownCity, true).side).toBe('faulty');
    expect(decideReach({ ...dayOut, blankDays: [3] }, policy, knownCity, true).side).toBeNull();
    const test = sequentialTest(policy);
    const one = logLikelihoodRatio(test, { reached: 0, failed: 1 });
    const day = logLikelihoodRatio(test, { reached: 0, failed: 3, blankDays: [3] });
    expect(day).toBeLessThan(one);
    expect(day).toBeGreaterThan(1.4 * one);
    // Two such days are no accident.
    expect(
      decideReach({ reached: 0, failed: 6, days: 2, blankDays: [3, 3] }, policy, knownCity, false)
        .side,
    ).toBe('faulty');
  });

  it('uses the reference only when the period is over', () => {
    const five = { reached: 5, failed: 0, days: 5 };
    expect(decideReach(five, policy, referencePrior(policy), false).side).toBeNull();
    expect(decideReach(five, policy, referencePrior(policy), true)).toMatchObject({
      side: 'healthy',
      by: 'horizon',
    });
    expect(decideReach(five, policy, noPrior(policy), true).side).toBeNull();
  });

  it('says how close it is', () => {
    expect(
      decideReach({ reached: 0, failed: 0, days: 0 }, policy, noPrior(policy), false).closeness,
    ).toBe(0);
    expect(
      decideReach({ reached: 4, failed: 0, days: 4 }, policy, noPrior(policy), false).closeness,
    ).toBeCloseTo(0.57, 2);
    expect(
      decideReach({ reached: 0, failed: 9, days: 3 }, policy, noPrior(policy), false).closeness,
    ).toBe(-1);
  });

  it('has a posterior that moves with every call', () => {
    const prior = referencePrior(policy);
    let before = reachPosterior({ reached: 0, failed: 0 }, prior, policy);
    for (let reached = 1; reached < 20; reached += 1) {
      const after = reachPosterior({ reached, failed: 1 }, prior, policy);
      if (reached > 1) {
        expect(after.faulty).toBeLessThan(before.faulty);
        expect(after.mean).toBeGreaterThan(before.mean);
      }
      before = after;
    }
  });
});

describe('intervals', () => {
  it('agree with known values of the beta distribution', () => {
    expect(betaCdf(0.6, 6, 1)).toBeCloseTo(0.6 ** 6, 12);
    expect(betaCdf(0.5, 3, 3)).toBeCloseTo(0.5, 12);
    expect(betaCdf(0.3, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.3)), 10);
    expect(betaQuantile(0.05, 6, 1)).toBeCloseTo(0.05 ** (1 / 6), 7);
  });

  it('are Clopper and Pearson’s', () => {
    expect(rateInterval(0, 0, 0.95)).toEqual([0, 1]);
    const [low, high] = rateInterval(5, 5, 0.95);
    expect(low).toBeCloseTo(0.025 ** 0.2, 6);
    expect(high).toBe(1);
    const [lower, upper] = rateInterval(8, 10, 0.95);
    expect(lower).toBeCloseTo(0.4439, 4);
    expect(upper).toBeCloseTo(0.9748, 4);
  });

  it('cover the truth at least as often as they say', () => {
    for (const rate of [0.05, 0.3, 0.6, 0.9]) {
      let covered = 0;
      let chance = (1 - rate) ** 15;
      for (let successes = 0; successes <= 15; successes += 1) {
        const [low, high] = rateInterval(successes, 15, 0.95);
        if (low <= rate && rate <= high) covered += chance;
        chance *= ((15 - successes) / (successes + 1)) * (rate / (1 - rate));
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });
});
