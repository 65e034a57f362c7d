import { describe, expect, it } from 'vitest';

import { chances } from '../test-chances.ts';
import { changeErrorRate, lastChange } from './change-point.ts';

const calls = (random: () => number, count: number, rate: number) =>
  Array.from({ length: count }, () => random() < rate);

describe('the last change of a line', () => {
  it('is hardly ever seen where there is none, at any rate', () => {
    const random = chances(20_261_130);
    for (const rate of [0.95, 0.8, 0.6, 0.3]) {
      let seen = 0;
      const lines = 500;
      for (let line = 0; line < lines; line += 1) {
        const count = 10 + Math.floor(random() * 40);
        if (lastChange(calls(random, count, rate)) !== null) seen += 1;
      }
      // Three in five hundred would be a chance of one in twelve at the stated error.
      expect(seen).toBeLessThanOrEqual(2 + Math.ceil(lines * changeErrorRate));
    }
  });

  it('is seen after half a dozen misses of a line that worked, however long it had', () => {
    for (const before of [15, 40, 100]) {
      const delays = Array.from({ length: 60 }, (_, seed) => {
        const random = chances(seed + before + 1);
        const heard = calls(random, before, 0.95);
        for (let delay = 1; delay <= 20; delay += 1) {
          heard.push(false);
          if (lastChange(heard) !== null) return delay;
        }
        return 20;
      }).toSorted((a, b) => a - b);
      expect(delays[30]).toBeLessThanOrEqual(7);
      expect(delays[54]).toBeLessThanOrEqual(12);
    }
  });

  it('is where the order turns, also to the better', () => {
    const misses = Array.from({ length: 15 }, () => false);
    const answers = Array.from({ length: 15 }, () => true);
    expect(lastChange([...answers, ...misses])?.before).toBe(15);
    expect(lastChange([...misses, ...answers])?.before).toBe(15);
    expect(lastChange([...answers, ...misses, ...answers])?.before).toBe(30);
  });

  it('is none in a few calls, or where all went alike', () => {
    expect(lastChange([])).toBeNull();
    expect(lastChange(Array.from({ length: 300 }, () => true))).toBeNull();
    expect(lastChange([true, true, true, true, true, false, false, false])).toBeNull();
  });
});
