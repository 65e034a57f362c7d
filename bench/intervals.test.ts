import { expect, it } from 'vitest';
import { upperBound, wilson } from './intervals.ts';

it('gives Wilson’s interval as in Newcombe’s tables (1998)', () => {
  expect(wilson(81, 263).map((bound) => bound.toFixed(4))).toEqual(['0.2553', '0.3662']);
  expect(wilson(15, 148).map((bound) => bound.toFixed(4))).toEqual(['0.0624', '0.1605']);
  expect(wilson(0, 20)[0]).toBe(0);
});

it('bounds a rare share from above: three over the count when none was seen', () => {
  expect(upperBound(0, 30_000)).toBeCloseTo(2.9957 / 30_000, 6);
  // Poisson's tables: 4.744 for one, 7.754 for three.
  expect(upperBound(1, 100_000) * 100_000).toBeCloseTo(4.744, 1);
  expect(upperBound(3, 100_000) * 100_000).toBeCloseTo(7.754, 1);
});
