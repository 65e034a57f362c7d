import { describe, expect, it } from 'vitest';

import { SignInLimits } from './sign-in-limits.ts';

const minute = 60_000;

describe('failed sign-ins', () => {
  it('shut an account for a quarter of an hour after five, whatever its spelling and from wherever', () => {
    const limits = new SignInLimits();
    for (let at = 0; at < 5; at += 1)
      limits.failed(`10.0.0.${at}`, at % 2 ? 'Boss' : ' boss ', at * minute);
    expect(limits.waitMs('10.9.9.9', 'BOSS', 5 * minute)).toBe(10 * minute);
    expect(limits.waitMs('10.9.9.9', 'other', 5 * minute)).toBe(0);
    expect(limits.waitMs('10.9.9.9', 'boss', 15 * minute)).toBe(0);
  });

  it('shut an address that tries many accounts', () => {
    const limits = new SignInLimits();
    for (let at = 0; at < 30; at += 1) limits.failed('10.0.0.1', `name${at}`, 0);
    expect(limits.waitMs('10.0.0.1', 'fresh', minute)).toBe(14 * minute);
    expect(limits.waitMs('10.0.0.2', 'fresh', minute)).toBe(0);
  });

  it('are forgotten for an account that signed in', () => {
    const limits = new SignInLimits();
    for (let at = 0; at < 5; at += 1) limits.failed('10.0.0.1', 'boss', 0);
    limits.succeeded('Boss');
    expect(limits.waitMs('10.0.0.2', 'boss', 1)).toBe(0);
  });
});
