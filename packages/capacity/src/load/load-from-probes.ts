import type { BlockingTable } from './blocking-table.ts';
import { overNormal } from './over-normal.ts';

/** Test calls of one hour of the day, over all days. */
export interface ProbedHour {
  /** The hour's load as a multiple of the mean hour's, from call records or from like lines. */
  readonly share: number;
  /** Test calls that reached the number or found it busy; others say nothing of the load. */
  readonly probes: number;
  /** Those among them that found it busy. */
  readonly busy: number;
}

export interface LoadQuestion {
  /** What is thought possible, all alike: numbers of lines, and ways in which callers try again. */
  readonly tables: readonly BlockingTable[];
  readonly hours: readonly ProbedHour[];
  /** How well the hours' shares are known: the standard deviation of their logarithms. */
  readonly shareSpread: number;
  /** The chance with which the interval holds the load, 0–1. */
  readonly level: number;
}

export interface Interval {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What test calls say of the load that is offered to a line. */
export interface LoadEstimate {
  /** New calls of the mean hour, in erlangs, with their interval. */
  readonly erlangs: Interval;
  /** For each possible number of lines: how well it fits, shares of 1, and the load that goes with it. */
  readonly byLines: readonly {
    readonly lines: number;
    readonly chance: number;
    readonly erlangs: Interval;
  }[];
  /** No test call found it busy: the load has only an upper bound. */
  readonly isBoundOnly: boolean;
}

/** Loads that are thought possible before the first test call, as multiples of the lines; all ratios alike. */
const LEAST_PER_LINE = 0.02;
const MOST_PER_LINE = 6;
const STEP = Math.log(1.01);
/**
 * Infers the offered load from the share of busy test calls by hour (inverse of the loss formula with repeated calls, by
 * Bayes' rule on a grid): a probe of an hour whose load is A·share finds the line busy with the chance of
 * `BlockingTable`. With one number of lines the load is found; with several only the pairs that fit are, since few lines
 * with little load are as busy as many with much.
 * Throws `RangeError` where there is no table or no probe.
 */
export function loadFromProbes(question: LoadQuestion): LoadEstimate {
  const { tables, hours, level } = question;
  const probed = hours.filter(({ probes }) => probes > 0);
  if (tables.length === 0 || probed.length === 0) {
    throw new RangeError('the load needs a number of lines and at least one test call');
  }
  const posteriors = tables.map((table) => posteriorOf(table, probed, question));
  const most = Math.max(...posteriors.map(({ peak }) => peak));
  const weighted = posteriors.map((one) => ({
    ...one,
    weight: Math.exp(one.peak - most) * one.mass,
  }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  return {
    erlangs: intervalOf(pointsOf(weighted, total), level),
    byLines: [...Map.groupBy(weighted, ({ table }) => table.lines)].map(([lines, alike]) => {
      const weight = alike.reduce((sum, one) => sum + one.weight, 0);
      return { lines, chance: weight / total, erlangs: intervalOf(pointsOf(alike, weight), level) };
    }),
    isBoundOnly: probed.every(({ busy }) => busy === 0),
  };
}

interface Posterior {
  readonly table: BlockingTable;
  readonly loads: readonly number[];
  /** Of each load, summing to 1. */
  readonly chances: readonly number[];
  /** ln of the highest likelihood, and the mean likelihood beside it. */
  readonly peak: number;
  readonly mass: number;
}

function posteriorOf(
  table: BlockingTable,
  hours: readonly ProbedHour[],
  { shareSpread }: LoadQuestion,
): Posterior {
  const steps = Math.ceil(Math.log(MOST_PER_LINE / LEAST_PER_LINE) / STEP);
  const loads = Array.from(
    { length: steps + 1 },
    (_, n) => LEAST_PER_LINE * table.lines * Math.exp(n * STEP),
  );
  const shares = hours.map((hour) => ({ ...hour, lnShare: Math.log(hour.share) }));
  const logs = loads.map((load) => {
    let sum = 0;
    const lnLoad = Math.log(load);
    for (const { lnShare, probes, busy } of shares) {
      // The share's error is the same in all probes of the hour.
      const likelihood = overNormal((deviate) => {
        const chance = table.blockingAt(lnLoad + lnShare + shareSpread * deviate);
        return chance ** busy * (1 - chance) ** (probes - busy);
      });
      sum += Math.log(likelihood);
    }
    return sum;
  });
  const peak = Math.max(...logs);
  const raw = logs.map((log) => Math.exp(log - peak));
  const mass = raw.reduce((sum, value) => sum + value, 0);
  return {
    table,
    loads,
    chances: raw.map((value) => value / mass),
    peak,
    mass: mass / loads.length,
  };
}

interface Point {
  readonly load: number;
  readonly chance: number;
}

function pointsOf(
  posteriors: readonly (Posterior & { readonly weight: number })[],
  total: number,
): Point[] {
  return posteriors.flatMap(({ loads, chances, weight }) =>
    loads.map((load, n) => ({ load, chance: (chances[n]! * weight) / total })),
  );
}

function intervalOf(points: readonly Point[], level: number): Interval {
  const sorted = points.toSorted((a, b) => a.load - b.load);
  const at = (share: number): number => {
    let sum = 0;
    for (const { load, chance } of sorted) {
      sum += chance;
      if (sum >= share) return load;
    }
    return sorted.at(-1)!.load;
  };
  return { low: at((1 - level) / 2), middle: at(0.5), high: at((1 + level) / 2) };
}
