import { expect, it } from 'vitest';
import { Recent } from './recent.ts';

it('keeps the newest values, and counts those before the first two in a row above a bound', () => {
  const recent = new Recent(4);
  expect(recent.leadBelow(0, 4)).toBe(0);
  for (const value of [9, 1, 8, 2, 7, 7]) recent.push(value);
  expect([0, 1, 2, 3].map((n) => recent.at(n))).toEqual([8, 2, 7, 7]);
  expect(recent.leadBelow(5, 4)).toBe(2);
  expect(recent.leadBelow(5, 2)).toBe(0);
  expect(recent.leadBelow(7, 4)).toBe(4);
  recent.clear();
  expect(recent.length).toBe(0);
});
