import { describe, expect, it } from 'vitest';
import {
  codecImpairments,
  effectiveImpairment,
  meanOpinionScore,
  transmissionRating,
} from './e-model.ts';

describe('the E-model of ITU-T G.107', () => {
  it('rates a connection with all defaults 93.2, which is a score of 4.41 (ITU-T G.107 7)', () => {
    expect(transmissionRating()).toBeCloseTo(93.2, 1);
    expect(meanOpinionScore(transmissionRating())).toBeCloseTo(4.41, 2);
  });

  it('gives the published scores for the limits of its categories (ITU-T G.107 B.1)', () => {
    const table: readonly (readonly [rating: number, score: number])[] = [
      [90, 4.34],
      [80, 4.03],
      [70, 3.6],
      [60, 3.1],
      [50, 2.58],
      [0, 1],
      [100, 4.5],
    ];
    for (const [rating, score] of table) {
      expect(Math.abs(meanOpinionScore(rating) - score), `R = ${rating}`).toBeLessThan(0.01);
    }
  });

  it('gives the effective impairments for random loss (ITU-T G.113 appendix I)', () => {
    expect(effectiveImpairment(codecImpairments.g711, 0, 1)).toBe(0);
    expect(effectiveImpairment(codecImpairments.g711, 0.05, 1)).toBeCloseTo(51.08, 1);
    expect(effectiveImpairment(codecImpairments.g711Concealed, 0.05, 1)).toBeCloseTo(15.78, 1);
    expect(effectiveImpairment(codecImpairments.g729a, 0.02, 1)).toBeCloseTo(19, 1);
  });

  it('rates loss in bursts worse, concealment better, and delay above 150 ms clearly (ITU-T G.107 7.4; ITU-T G.113)', () => {
    const random = transmissionRating({ loss: 0.03 });
    expect(transmissionRating({ loss: 0.03, burstRatio: 2 })).toBeLessThan(random);
    expect(
      transmissionRating({ loss: 0.03, codec: codecImpairments.g711Concealed }),
    ).toBeGreaterThan(random + 20);
    // G.114 figure 1: about 2 points at 150 ms, 10 at 250 ms and 23 at 400 ms below the rating without delay.
    const rated = [0, 150, 250, 400].map((delayMs) => transmissionRating({ delayMs }));
    const drops = rated.map((rating) => (rated[0] ?? 0) - rating);
    expect(drops[1]).toBeGreaterThan(1);
    expect(drops[1]).toBeLessThan(5);
    expect(drops[2]).toBeGreaterThan(8);
    expect(drops[2]).toBeLessThan(16);
    expect(drops[3]).toBeGreaterThan(20);
    expect(drops[3]).toBeLessThan(32);
  });

  it('stays within 0 and 100 and never rises with loss or delay', () => {
    let before = 100;
    for (let step = 0; step <= 40; step++) {
      const rating = transmissionRating({ loss: step / 40, delayMs: 25 * step });
      expect(rating).toBeGreaterThanOrEqual(0);
      expect(rating).toBeLessThanOrEqual(before);
      before = rating;
    }
  });
});
