import { describe, expect, test } from 'vitest';
import { erlangB } from '../traffic/erlang-b.ts';
import { retrialLine } from '../traffic/retrials.ts';
import { BlockingTable, type Redialling } from './blocking-table.ts';
import { linesNeeded } from './lines-needed.ts';
import { loadFromProbes, type ProbedHour } from './load-from-probes.ts';

const nobody: Redialling = { firstPersistence: 0, laterPersistence: 0, triesPerHoldingTime: 1 };
const often: Redialling = { firstPersistence: 0.7, laterPersistence: 0.7, triesPerHoldingTime: 1 };
const day = [0.6, 1.4, 1.5, 1, 0.5, 1];

/** As many busy calls as are to be expected of a load. */
function expected(table: BlockingTable, erlangs: number, probes: number): ProbedHour[] {
  return day.map((share) => ({
    share,
    probes,
    busy: Math.round(probes * table.blocking(erlangs * share)),
  }));
}

describe('the table of busy by load', () => {
  test('gives between its points what the formulas give', () => {
    const plain = new BlockingTable(3, nobody);
    const repeated = new BlockingTable(3, often);
    for (const erlangs of [0.05, 0.3, 1, 2.7, 5, 11]) {
      expect(plain.blocking(erlangs) / erlangB(erlangs, 3)).toBeCloseTo(1, 3);
      const exact = retrialLine({ offeredErlangs: erlangs, lines: 3, ...often })?.blocking ?? NaN;
      expect(repeated.blocking(erlangs) / exact).toBeCloseTo(1, 3);
    }
  });

  test('is busier on the mean of unlike days, while the load is small', () => {
    const spread = new BlockingTable(3, nobody, 0.4);
    expect(spread.blocking(0.8)).toBeGreaterThan(new BlockingTable(3, nobody).blocking(0.8));
  });
});

describe('the load from test calls', () => {
  const table = new BlockingTable(2, often);
  const about = { shareSpread: 0.1, level: 0.9 };

  test.each([0.4, 1.2, 2.2])(
    'finds %d erlangs on two lines, the surer the more calls',
    (erlangs) => {
      const few = loadFromProbes({
        tables: [table],
        hours: expected(table, erlangs, 10),
        ...about,
      });
      const many = loadFromProbes({
        tables: [table],
        hours: expected(table, erlangs, 400),
        ...about,
      });
      expect(Math.abs(many.erlangs.middle / erlangs - 1)).toBeLessThan(0.06);
      expect(few.erlangs.low).toBeLessThan(erlangs);
      expect(few.erlangs.high).toBeGreaterThan(erlangs);
      const width = ({ low, high }: { low: number; high: number }) => high - low;
      expect(width(many.erlangs)).toBeLessThan(width(few.erlangs));
    },
  );

  test('says that a line never found busy has an upper bound only, which falls with the calls', () => {
    const never = (probes: number) =>
      loadFromProbes({
        tables: [table],
        hours: day.map((share) => ({ share, probes, busy: 0 })),
        ...about,
      });
    expect(never(5).isBoundOnly).toBe(true);
    expect(never(50).erlangs.high).toBeLessThan(never(5).erlangs.high);
    expect(
      loadFromProbes({ tables: [table], hours: expected(table, 2, 20), ...about }).isBoundOnly,
    ).toBe(false);
  });

  test('without the number of lines finds only the pairs that fit, each with its load', () => {
    const tables = [1, 2, 4, 8].map((lines) => new BlockingTable(lines, often));
    const { byLines, erlangs } = loadFromProbes({
      tables,
      hours: expected(tables[1]!, 1.3, 10),
      ...about,
    });
    expect(byLines.map(({ lines }) => lines)).toEqual([1, 2, 4, 8]);
    expect(byLines.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
    const middles = byLines.map((one) => one.erlangs.middle);
    expect(middles).toEqual(middles.toSorted((a, b) => a - b));
    // None is excluded by sixty calls, and the interval over all is far wider than with two lines known.
    expect(Math.min(...byLines.map(({ chance }) => chance))).toBeGreaterThan(0.01);
    const known = byLines[1]!.erlangs;
    expect(erlangs.high - erlangs.low).toBeGreaterThan(2 * (known.high - known.low));
  });

  test('counts ways of trying again as one number of lines', () => {
    const tables = [nobody, often].map((redialling) => new BlockingTable(3, redialling));
    const found = loadFromProbes({ tables, hours: expected(tables[1]!, 1.5, 20), ...about });
    expect(found.byLines).toHaveLength(1);
    expect(found.byLines[0]?.erlangs.middle).toBeCloseTo(found.erlangs.middle, 9);
  });

  test('needs a number of lines and a test call', () => {
    const hours = [{ share: 1, probes: 0, busy: 0 }];
    expect(() => loadFromProbes({ tables: [table], hours, ...about })).toThrow(RangeError);
    expect(() => loadFromProbes({ tables: [], hours: expected(table, 1, 10), ...about })).toThrow(
      RangeError,
    );
  });
});

describe('the lines that a load needs', () => {
  test('are the least that keep busy below the target', () => {
    // Erlang's tables: 10 erlangs need 17 lines for 2 %, 100 erlangs 117 for 1 %.
    expect(linesNeeded(10, 0.02, nobody)).toBe(17);
    expect(linesNeeded(100, 0.01, nobody)).toBe(117);
    const lines = linesNeeded(10, 0.02, often);
    const busy = (n: number) =>
      retrialLine({ offeredErlangs: 10, lines: n, ...often })?.blocking ?? 1;
    expect(busy(lines)).toBeLessThanOrEqual(0.02);
    expect(busy(lines - 1)).toBeGreaterThan(0.02);
    expect(linesNeeded(0.001, 0.5, nobody)).toBe(1);
  });

  test('are refused for no target', () => {
    expect(() => linesNeeded(1, 0, nobody)).toThrow(RangeError);
    expect(() => linesNeeded(1, 1, nobody)).toThrow(RangeError);
  });
});
