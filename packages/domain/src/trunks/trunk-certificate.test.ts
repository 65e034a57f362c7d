import { describe, expect, it } from 'vitest';

import { certificateStanding, daysLeft, expiryNotice } from './trunk-certificate.ts';

const dayMs = 86_400_000;
const year = { validFromMs: 0, validToMs: 365 * dayMs };

describe('a certificate', () => {
  it.each([
    [-1, 'not_yet_valid'],
    [0, 'in_force'],
    [334 * dayMs, 'in_force'],
    [335 * dayMs, 'expires_soon'],
    [365 * dayMs - 1, 'expires_soon'],
    [365 * dayMs, 'expired'],
  ])('of a year is at %i ms %s', (nowMs, standing) => {
    expect(certificateStanding(year, nowMs)).toBe(standing);
  });

  it('of a few days expires soon in its last third only', () => {
    const short = { validFromMs: 0, validToMs: 6 * dayMs };
    expect(certificateStanding(short, 3.9 * dayMs)).toBe('in_force');
    expect(certificateStanding(short, 4 * dayMs)).toBe('expires_soon');
  });

  it('is told of at 30 days, 14, 7, 3 and one, and when it has expired', () => {
    const told: [number, string][] = [];
    for (let day = 0; day <= 400; day += 0.5) {
      const notice = expiryNotice(year, day * dayMs);
      if (notice !== null && notice !== told.at(-1)?.[1]) told.push([day, notice]);
    }
    expect(told).toEqual([
      [335, 'soon'],
      [351.5, '14'],
      [358.5, '7'],
      [362.5, '3'],
      [364.5, '1'],
      [365, 'expired'],
    ]);
  });

  it('holds for whole days', () => {
    expect(daysLeft(year, 334.5 * dayMs)).toBe(30);
    expect(daysLeft(year, 364.5 * dayMs)).toBe(0);
    expect(daysLeft(year, 400 * dayMs)).toBe(0);
  });
});
