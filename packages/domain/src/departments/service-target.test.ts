import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { proportion } from '../spot-checks/proportion.ts';
import { connectionTarget, fewestCallsToShow, standingOf } from './service-target.ts';

const standing = (reached: number, calls: number) =>
  standingOf(proportion(reached, calls), connectionTarget);

describe('a target of the connection rate', () => {
  it('cannot be shown for one line with a few calls a day, even where all got through', () => {
    expect(standing(0, 0)).toBe('cannot_tell');
    expect(standing(3, 3)).toBe('cannot_tell');
    expect(standing(30, 30)).toBe('cannot_tell');
    expect(fewestCallsToShow(connectionTarget)).toBe(73);
    expect(standing(72, 72)).toBe('cannot_tell');
    expect(standing(73, 73)).toBe('met');
  });

  it('is missed once chance alone does not explain it', () => {
    expect(standing(940, 1000)).toBe('cannot_tell');
    expect(standing(900, 1000)).toBe('not_met');
    expect(standing(970, 1000)).toBe('met');
  });

  it('is never met and missed by the same rate: more calls only decide what few could not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (calls, misses) => {
          const few = standing(Math.max(0, calls - misses), calls);
          const many = standing(50 * Math.max(0, calls - misses), 50 * calls);
          if (few !== 'cannot_tell') expect(many).toBe(few);
        },
      ),
    );
  });
});
