import { describe, expect, it } from 'vitest';

import { defaultVerdictPolicy } from '../campaigns/default-policy.ts';
import type { Purpose } from '../lines/line.ts';
import { CityPrior } from './city-prior.ts';

const verdict = (reached: number, attempts: number) => ({ attempts, reached, blankDays: [] });

function learn(prior: CityPrior, purpose: Purpose, lines: number, reached: number): void {
  for (let n = 0; n < lines; n += 1)
    prior.learn({ id: `${purpose}-${String(n)}`, purpose }, verdict(reached, 5));
}

describe('the distribution over the lines of a campaign', () => {
  it('is the reference until thirty lines were called', () => {
    const prior = new CityPrior(defaultVerdictPolicy);
    learn(prior, 'hotline', 29, 5);
    expect(prior.prior('hotline')).toMatchObject({ kind: 'reference', purpose: null, lines: 0 });
  });

  it('is that of lines of the same purpose where there are enough of them, else that of all', () => {
    const prior = new CityPrior(defaultVerdictPolicy);
    learn(prior, 'hotline', 100, 5);
    learn(prior, 'technical', 60, 0);
    learn(prior, 'duty', 10, 0);
    const [hotline, technical, duty] = (['hotline', 'technical', 'duty'] as const).map((purpose) =>
      prior.prior(purpose),
    );
    expect(hotline).toMatchObject({ kind: 'city', purpose: 'hotline', lines: 100, history: null });
    expect(technical).toMatchObject({ kind: 'city', purpose: 'technical', lines: 60 });
    expect(duty).toMatchObject({ kind: 'city', purpose: null, lines: 170 });
    expect(prior.prior('media')).toBe(duty);
    const shares = [hotline, duty, technical].map((one) => one?.healthyShare ?? 0);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares[0]).toBeGreaterThan(0.85);
    // Drawn towards the city, which counts for twenty lines.
    expect(shares[2]).toBeGreaterThan(0.02);
    expect(shares[2]).toBeLessThan(0.3);
  });
});
