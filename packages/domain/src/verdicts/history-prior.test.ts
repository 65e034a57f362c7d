import { describe, expect, it } from 'vitest';

import { defaultVerdictPolicy } from '../campaigns/default-policy.ts';
import { priorWithHistory } from './history-prior.ts';
import { decideReach } from './reach-decision.ts';
import { noPrior, reachPosterior, referencePrior } from './reach-prior.ts';
import type { PriorHistory } from './verdict.ts';

const policy = defaultVerdictPolicy;
const reference = referencePrior(policy);
const dayMs = 24 * 3_600_000;
const untilMs = 1_000 * dayMs;
const good: PriorHistory = { attempts: 6, reached: 6, blankDays: [], untilMs };
const bad: PriorHistory = { attempts: 6, reached: 0, blankDays: [2], untilMs };
const none = { reached: 0, failed: 0 };

const healthyAfter = (history: PriorHistory, days: number) =>
  reachPosterior(none, priorWithHistory(reference, history, policy, untilMs + days * dayMs), policy)
    .healthy;

describe('what is supposed of a line that was called before', () => {
  it('is what its calls have shown, and less and less so the longer ago they were', () => {
    const { healthy } = reachPosterior(none, reference, policy);
    const ages = [0, 14, 28, 56, 112, 365, 3_650];
    const afterGood = ages.map((days) => healthyAfter(good, days));
    const afterBad = ages.map((days) => healthyAfter(bad, days));
    expect(afterGood).toEqual(afterGood.toSorted((a, b) => b - a));
    expect(afterBad).toEqual(afterBad.toSorted((a, b) => a - b));
    expect(afterGood[0]).toBeGreaterThan(0.9);
    expect(afterBad[0]).toBeLessThan(0.001);
    expect(afterGood.at(-1)).toBeCloseTo(healthy, 5);
    expect(afterBad.at(-1)).toBeCloseTo(healthy, 5);
  });

  it('is a distribution, and says from which calls it comes', () => {
    const prior = priorWithHistory(reference, bad, policy, untilMs + 40 * dayMs);
    expect(prior.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(prior.history).toEqual(bad);
    expect(prior.healthyShare).toBeLessThan(reference.healthyShare);
  });

  it('is nothing more where no call counted, or where no prior is wanted', () => {
    const empty = { ...good, attempts: 0, reached: 0 };
    expect(priorWithHistory(reference, empty, policy, untilMs)).toBe(reference);
    const without = noPrior(policy);
    expect(priorWithHistory(without, good, policy, untilMs)).toBe(without);
  });

  it('lets two days decide where three were needed, and one day never', () => {
    const city = { ...reference, kind: 'city' } as const;
    const known = priorWithHistory(city, good, policy, untilMs + 35 * dayMs);
    const twoDays = { reached: 2, failed: 0, days: 2 };
    expect(decideReach(twoDays, policy, city, false).side).toBeNull();
    expect(decideReach(twoDays, policy, known, false).side).toBe('healthy');
    expect(decideReach({ reached: 1, failed: 0, days: 1 }, policy, known, false).side).toBeNull();
    const wasBad = priorWithHistory(city, bad, policy, untilMs + 35 * dayMs);
    expect(decideReach({ reached: 0, failed: 2, days: 2 }, policy, wasBad, false).side).toBe(
      'faulty',
    );
    expect(decideReach({ reached: 0, failed: 3, days: 1 }, policy, wasBad, false).side).toBeNull();
  });
});
