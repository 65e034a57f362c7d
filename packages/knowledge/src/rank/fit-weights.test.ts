import { describe, expect, it } from 'vitest';

import { seededRandom } from '../evaluation/measures.ts';
import { FEATURES } from './features.ts';
import { fitWeights, scoreOf, type Lesson } from './fit-weights.ts';
import { WEIGHTS } from './weights.ts';

describe('fitWeights', () => {
  const width = FEATURES.length;
  const lessons = (seed: number): Lesson[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 80 }, () => {
      const figures = Float32Array.from({ length: 6 * width }, () => random());
      const right = Math.floor(random() * 6);
      // What tells the right one: high in the third figure, low in the fifth; the rest is chance.
      figures[right * width + 2]! += 0.8;
      figures[right * width + 4]! -= 0.8;
      return { figures, right: [right], weight: 1 };
    });
  };
  const rightFirst = (weights: readonly number[], all: readonly Lesson[]): number =>
    all.filter(({ figures, right }) => {
      const scores = [0, 1, 2, 3, 4, 5].map((n) => scoreOf(figures, weights, n * width));
      return scores.indexOf(Math.max(...scores)) === right[0];
    }).length / all.length;

  it('learns what tells right entries, and keeps to it on lessons that it has not seen', () => {
    const weights = fitWeights(lessons(1));
    expect(weights[2]).toBeGreaterThan(0);
    expect(weights[4]).toBeLessThan(0);
    expect(rightFirst(weights, lessons(2))).toBeGreaterThan(0.7);
    expect(fitWeights(lessons(1))).toEqual(weights);
  });

  it('has a shipped weight for every figure', () => {
    expect(WEIGHTS).toHaveLength(width);
    expect(WEIGHTS.every(Number.isFinite)).toBe(true);
  });
});
