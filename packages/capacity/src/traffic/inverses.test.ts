import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangA } from './erlang-a.ts';
import { erlangB } from './erlang-b.ts';
import { erlangC } from './erlang-c.ts';
import {
  erlangBLines,
  erlangBLoad,
  leastWhole,
  peopleForImpatient,
  peopleForPatient,
} from './inverses.ts';

const shares = fc.double({ min: 1e-6, max: 0.95, noNaN: true });

describe('the inverses', () => {
  test('of the loss give back the load and the lines', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 2000, noNaN: true }), shares, (lines, blocking) => {
        expect(erlangB(erlangBLoad(blocking, lines), lines) / blocking).toBeCloseTo(1, 9);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 2000, noNaN: true }), shares, (load, blocking) => {
        const lines = erlangBLines(load, blocking);
        expect(erlangB(load, lines) / blocking).toBeCloseTo(1, 9);
      }),
    );
    // Erlang’s tables: a hundred lines carry 84.06 erlangs at 1 %.
    expect(erlangBLoad(0.01, 100)).toBeCloseTo(84.06, 2);
    expect(erlangB(erlangBLoad(0.001, 100_000), 100_000) / 0.001).toBeCloseTo(1, 9);
  });

  test('of the queues are the least that do', () => {
    const target = { share: 0.8, within: 0.1 };
    const patient = peopleForPatient(50, target);
    expect(erlangC(50, patient)?.within(0.1)).toBeGreaterThanOrEqual(0.8);
    expect(erlangC(50, patient - 1)?.within(0.1) ?? 0).toBeLessThan(0.8);
    const impatient = peopleForImpatient(50, 0.7, target);
    expect(erlangA(50, impatient, 0.7).servedWithin(0.1)).toBeGreaterThanOrEqual(0.8);
    expect(erlangA(50, impatient - 1, 0.7).servedWithin(0.1)).toBeLessThan(0.8);
  });

  test('of whole numbers find the first that is enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), (least) => {
        expect(leastWhole((count) => count >= least)).toBe(least);
      }),
    );
    expect(() => leastWhole(() => false)).toThrow(RangeError);
  });

  test('refuse what has none', () => {
    for (const share of [0, 1, -0.2, Number.NaN]) {
      expect(() => erlangBLoad(share, 3)).toThrow(RangeError);
      expect(() => erlangBLines(3, share)).toThrow(RangeError);
      expect(() => peopleForPatient(3, { share, within: 1 })).toThrow(RangeError);
      expect(() => peopleForImpatient(3, 1, { share, within: 1 })).toThrow(RangeError);
    }
    expect(() => erlangBLoad(0.1, 0)).toThrow(RangeError);
    expect(() => erlangBLines(0, 0.1)).toThrow(RangeError);
  });
});
