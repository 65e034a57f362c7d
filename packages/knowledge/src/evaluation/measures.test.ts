import { describe, expect, it } from 'vitest';

import { measureQuestion, pairedBootstrap } from './measures.ts';
import { halfOf } from './cross-fit.ts';

describe('measureQuestion', () => {
  it('takes the first right entry among ten, and the share of right ones among them', () => {
    expect(measureQuestion(['a', 'b', 'c'], new Set(['b', 'z']))).toEqual({
      reciprocalRank: 0.5,
      recall: 0.5,
    });
    const late = [...'0123456789x'];
    expect(measureQuestion(late, new Set(['x']))).toEqual({ reciprocalRank: 0, recall: 0 });
  });
});

describe('pairedBootstrap', () => {
  it('tells a steady difference from chance, and repeats itself by its seed', () => {
    const theirs = Array.from({ length: 200 }, (_, n) => (n % 3) / 2);
    const better = theirs.map((one, n) => one + (n % 2 === 0 ? 0.2 : 0.1));
    const same = theirs.map((one, n) => one + (n % 2 === 0 ? 0.2 : -0.2));
    const clear = pairedBootstrap(better, theirs, 1);
    expect(clear.low).toBeGreaterThan(0.1);
    expect(clear.mean).toBeCloseTo(0.15);
    const chance = pairedBootstrap(same, theirs, 1);
    expect(chance.low).toBeLessThan(0);
    expect(chance.high).toBeGreaterThan(0);
    expect(pairedBootstrap(better, theirs, 1)).toEqual(clear);
  });
});

describe('halfOf', () => {
  it('puts about half of the groups in each half, otherwise by another seed', () => {
    const halves = (seed: number): number[] =>
      Array.from({ length: 400 }, (_, n) => halfOf(`q${n}`, seed));
    const sum = halves(7).reduce((total, half) => total + half, 0);
    expect(sum).toBeGreaterThan(160);
    expect(sum).toBeLessThan(240);
    expect(halves(8)).not.toEqual(halves(7));
  });
});
