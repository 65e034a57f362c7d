import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tiers } from '../lines/line.ts';
import { allocate, drawSample, lotText, type FrameLine } from './draw-sample.ts';

const lotOf = (seed: string, key: string) =>
  createHash('sha256').update(lotText(seed, key)).digest('hex');

function frameOf(seed: string, lines: readonly (readonly [number, number])[]): FrameLine[] {
  return lines.map(([department, tier], index) => {
    const key = `+8628${61_000_000 + index}`;
    const departmentId = department === 0 ? null : `d${department}`;
    return { key, lot: lotOf(seed, key), departmentId, tier: tiers[tier] ?? 'C' };
  });
}

const someLines = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2 })),
  { minLength: 1, maxLength: 200 },
);

describe('a drawn sample', () => {
  it('does not depend on the order of lines, and is the same whenever it is drawn again', () => {
    fc.assert(
      fc.property(someLines, fc.nat(250), fc.string(), fc.nat(), (lines, size, seed, turn) => {
        const frame = frameOf(seed, lines);
        const cut = turn % frame.length;
        const turned = [...frame.slice(cut), ...frame.slice(0, cut)].toReversed();
        expect(drawSample(turned, size)).toEqual(drawSample(frame, size));
      }),
    );
  });

  it('has at least one line of each stratum, no line twice, and as many as were wanted', () => {
    fc.assert(
      fc.property(someLines, fc.nat(250), (lines, size) => {
        const frame = frameOf('s', lines);
        const { strata, keys } = drawSample(frame, size);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toHaveLength(Math.min(frame.length, Math.max(size, strata.length)));
        expect(keys).toHaveLength(strata.reduce((sum, { sample }) => sum + sample, 0));
        expect(strata.reduce((sum, { population }) => sum + population, 0)).toBe(frame.length);
        for (const { departmentId, tier, population, sample } of strata) {
          expect(sample).toBeGreaterThanOrEqual(1);
          expect(sample).toBeLessThanOrEqual(population);
          const drawn = frame.filter(
            (line) =>
              line.departmentId === departmentId && line.tier === tier && keys.includes(line.key),
          );
          expect(drawn).toHaveLength(sample);
        }
      }),
    );
  });

  it('is fair: over many seeds each line of a stratum is drawn as often as the others', () => {
    const lines = Array.from({ length: 20 }, () => [1, 1] as const);
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed += 1) {
      for (const key of drawSample(frameOf(`seed ${seed}`, lines), 5).keys) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    // 500 each are expected with a deviation of 19; five of them are not met by chance.
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(97);
    expect(counts.size).toBe(20);
  });
});

describe('sharing a sample among strata', () => {
  it('is in proportion, with largest remainders', () => {
    expect(allocate([50, 30, 20], 10)).toEqual([5, 3, 2]);
    expect(allocate([45, 35, 20], 10)).toEqual([5, 3, 2]);
    expect(allocate([900, 50, 1], 20)).toEqual([18, 1, 1]);
    expect(allocate([3, 3], 100)).toEqual([3, 3]);
    expect(allocate([10, 10, 10], 1)).toEqual([1, 1, 1]);
    expect(allocate([], 10)).toEqual([]);
  });

  it('is less than one line away from the proportion where no stratum is too small', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 300 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 40, max: 800 }),
        (populations, size) => {
          const total = populations.reduce((sum, one) => sum + one, 0);
          const wanted = Math.min(total, size);
          fc.pre(populations.every((population) => (population * wanted) / total >= 1));
          for (const [index, share] of allocate(populations, size).entries()) {
            const exact = ((populations[index] ?? 0) * wanted) / total;
            expect(Math.abs(share - exact)).toBeLessThan(1);
          }
        },
      ),
    );
  });
});
