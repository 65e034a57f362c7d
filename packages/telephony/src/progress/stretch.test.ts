import { expect, it } from 'vitest';
import { lengthWithin } from './stretch.ts';

it('counts what of some stretches lies in a window, cut at its ends', () => {
  const stretches = [
    { fromMs: 0, toMs: 100 },
    { fromMs: 150, toMs: 300 },
    { fromMs: 280, toMs: 400 },
  ];
  expect(lengthWithin(stretches, 50, 290)).toBe(50 + 140 + 10);
  expect(lengthWithin(stretches, -Infinity, Infinity)).toBe(100 + 150 + 120);
  expect(lengthWithin(stretches, 400, 900)).toBe(0);
  expect(lengthWithin([], 0, 10)).toBe(0);
});
