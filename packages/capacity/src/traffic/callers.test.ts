import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engset } from './engset.ts';
import { erlangB } from './erlang-b.ts';
import { erlangC } from './erlang-c.ts';
import { retrialLine, type Retrials } from './retrials.ts';

describe('few callers (Engset)', () => {
  test('is the steady state of so many callers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0.001, max: 5, noNaN: true }),
        (sources, lines, idle) => {
          let chance = 1;
          let total = 1;
          let calls = sources;
          let carried = 0;
          let lost = 0;
          const most = Math.min(lines, sources);
          for (let n = 1; n <= most; n += 1) {
            chance *= ((sources - n + 1) * idle) / n;
            total += chance;
            calls += chance * (sources - n);
            carried += chance * n;
          }
          if (most === lines) lost = chance * (sources - lines);
          const found = engset(sources, idle, lines);
          expect(found.timeCongestion).toBeCloseTo(most === lines ? chance / total : 0, 10);
          expect(found.callCongestion).toBeCloseTo(calls === 0 ? 0 : lost / calls, 10);
          expect(found.carriedErlangs).toBeCloseTo(carried / total, 8);
        },
      ),
    );
  });

  test('becomes Erlang B for very many, and loses nobody who has a line of his own', () => {
    expect(engset(10_000_000, 1e-6, 12).timeCongestion).toBeCloseTo(erlangB(10, 12), 6);
    expect(engset(5, 3, 5).callCongestion).toBe(0);
    expect(engset(0, 3, 5)).toEqual({ timeCongestion: 0, callCongestion: 0, carriedErlangs: 0 });
    expect(() => engset(2.5, 1, 1)).toThrow(RangeError);
    expect(() => engset(2, -1, 1)).toThrow(RangeError);
  });
});

describe('callers who try again', () => {
  const line: Retrials = {
    offeredErlangs: 8,
    lines: 10,
    triesPerHoldingTime: 2,
    firstPersistence: 0.8,
    laterPersistence: 0.7,
  };

  test('are Erlang’s when nobody does, and those of a queue when they do at once for ever', () => {
    const none = retrialLine({ ...line, firstPersistence: 0, laterPersistence: 0 });
    expect(none?.blocking).toBeCloseTo(erlangB(8, 10), 12);
    expect(none?.triesEach).toBe(1);
    const always = { ...line, firstPersistence: 1, laterPersistence: 1 };
    const queue = erlangC(8, 10);
    expect(retrialLine({ ...always, triesPerHoldingTime: 1e8 })?.blocking).toBeCloseTo(
      queue?.waiting ?? NaN,
      7,
    );
    expect(retrialLine({ ...always, offeredErlangs: 10 })).toBeNull();
  });

  test('of one line wait as the known formula says', () => {
    // Falin and Templeton: blocked with chance ρ, and ρ(A + ρr)/(r(1 − ρ)) waiting, where A = ρ erlangs.
    for (const [load, tries] of [
      [0.3, 0.5],
      [0.7, 2],
      [0.9, 20],
    ] as const) {
      const found = retrialLine({
        offeredErlangs: load,
        lines: 1,
        triesPerHoldingTime: tries,
        firstPersistence: 1,
        laterPersistence: 1,
      });
      expect((found?.blocking ?? NaN) / load).toBeCloseTo(1, 9);
      const waiting = (load * (load + load * tries)) / (tries * (1 - load));
      expect((found?.meanWaiting ?? NaN) / waiting).toBeCloseTo(1, 9);
    }
  });

  test('neither appear from nowhere nor vanish', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 40, noNaN: true }),
        fc.integer({ min: 1, max: 25 }),
        fc.double({ min: 0.05, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.98, noNaN: true }),
        (offeredErlangs, lines, triesPerHoldingTime, firstPersistence, laterPersistence) => {
          const found = retrialLine({
            offeredErlangs,
            lines,
            triesPerHoldingTime,
            firstPersistence,
            laterPersistence,
          });
          expect(found).not.toBeNull();
          if (found === null) return;
          // Who is not lost is served, and each served caller holds a line for one holding time.
          expect(found.carriedErlangs / (offeredErlangs * (1 - found.lost))).toBeCloseTo(1, 8);
          // Every try either succeeds or fails.
          const succeeded = found.triesEach * (1 - found.triesFailed);
          expect(succeeded / (1 - found.lost)).toBeCloseTo(1, 8);
          expect(found.blocking).toBeGreaterThanOrEqual(erlangB(offeredErlangs, lines) - 1e-9);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('are refused where they are none', () => {
    expect(() => retrialLine({ ...line, lines: 0 })).toThrow(RangeError);
    expect(() => retrialLine({ ...line, lines: 1.5 })).toThrow(RangeError);
    expect(() => retrialLine({ ...line, firstPersistence: 1.2 })).toThrow(RangeError);
    expect(() => retrialLine({ ...line, offeredErlangs: 0 })).toThrow(RangeError);
  });
});
