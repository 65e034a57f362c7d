import { expect, it } from 'vitest';
import { secureRandom } from './secure-random.ts';

it('gives numbers of [0, 1), each drawn anew', () => {
  const given = Array.from({ length: 2000 }, secureRandom);
  expect(given.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(given).size).toBeGreaterThan(1990);
  const tenths = new Set(given.map((number) => Math.floor(number * 10)));
  expect(tenths.size).toBe(10);
});
