import { describe, expect, test } from 'vitest';
import { erlangB } from '../traffic/erlang-b.ts';
import { lineNeed, type LineTarget } from './line-need.ts';

const nobody = { firstPersistence: 0, laterPersistence: 0, triesPerHoldingTime: 1 };
const target: LineTarget = {
  busyAtMost: 0.05,
  share: 0.8,
  withinS: 15,
  handlingS: 180,
  patienceS: 120,
  redialling: nobody,
};

describe('what a load needs', () => {
  test('is Erlang’s where all hours are alike and nobody waits long', () => {
    const { lines, people } = lineNeed(20, [1], { ...target, share: 0.999 });
    expect(erlangB(20, lines)).toBeLessThanOrEqual(0.05);
    expect(lines).toBe(people);
    expect(lineNeed(20, [1], target).people).toBeLessThan(people);
  });

  test('follows the busiest hour in people, the mean of the hours in lines, and grows with both', () => {
    const flat = lineNeed(4, [1, 1, 1, 1], target);
    const steep = lineNeed(4, [0.4, 2.2, 1, 0.4], target);
    expect(steep.people).toBeGreaterThan(flat.people);
    expect(lineNeed(8, [1], target).lines).toBeGreaterThan(lineNeed(4, [1], target).lines);
    const stubborn = { firstPersistence: 0.85, laterPersistence: 0.85, triesPerHoldingTime: 1 };
    const strict = { ...target, busyAtMost: 0.005 };
    expect(lineNeed(4, [1], { ...strict, redialling: stubborn }).lines).toBeGreaterThanOrEqual(
      lineNeed(4, [1], strict).lines,
    );
  });

  test('is refused for no target', () => {
    expect(() => lineNeed(4, [1], { ...target, busyAtMost: 0 })).toThrow(RangeError);
    expect(() => lineNeed(4, [1], { ...target, share: 1 })).toThrow(RangeError);
    expect(() => lineNeed(0, [1], target)).toThrow(RangeError);
  });
});
