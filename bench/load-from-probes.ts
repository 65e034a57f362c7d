import {
  BlockingTable,
  LineDay,
  loadFromProbes,
  type LossLine,
  type ProbedHour,
  type Redialling,
} from '@everyline/capacity';

import {
  between,
  normalDeviate,
  oneOf,
  seededRandom,
} from '../packages/exchange/src/seeded-random.ts';
import type { BenchOptions } from './main.ts';
import { quantile } from './quantiles.ts';

const hourMs = 3_600_000;
const firstHour = 8;
/** A usual day of an office, as like lines show it: shares of the mean hour from eight to eighteen. */
const usualDay = [0.75, 1.3, 1.45, 1.2, 0.6, 0.55, 1.05, 1.25, 1.1, 0.75];
const days = 6;
/** What the estimator thinks possible of callers who find the number busy. */
const assumed: readonly Redialling[] = [0.5, 0.7, 0.85].flatMap((persistence) =>
  [0.5, 2].map((triesPerHoldingTime) => ({
    firstPersistence: persistence,
    laterPersistence: persistence,
    triesPerHoldingTime,
  })),
);
const dailySpread = 0.2;
const shareSpread = 0.12;
const level = 0.9;

/**
 * The load on a line from its test calls alone: lines with callers who try again are simulated event by event, each is
 * called once an hour on six days (60 calls), and the interval for its load is held against the load that it was
 * given. Callers, talks and days differ from what the estimator assumes: talks are lognormal, days and hours stray, and
 * how many try again and how soon is each line's own.
 */
export function run(options: BenchOptions): Promise<object> {
  const count = Number(options.flags['lines'] ?? '400');
  const seed = options.flags['seed'] ?? '1';
  const tables = new Map<number, readonly BlockingTable[]>();
  const widths: number[] = [];
  const errors: number[] = [];
  let covered = 0;
  let bounds = 0;
  let boundsKept = 0;
  const startedMs = performance.now();
  for (let n = 0; n < count; n += 1) {
    const random = seededRandom(`load/${seed}/${n}`);
    const lines = oneOf([1, 1, 2, 2, 3, 4, 6, 8], random);
    const { hours, erlangs } = probedLine(lines, random);
    const thought =
      tables.get(lines) ?? assumed.map((one) => new BlockingTable(lines, one, dailySpread));
    tables.set(lines, thought);
    const estimate = loadFromProbes({ tables: thought, hours, shareSpread, level });
    const { low, middle, high } = estimate.erlangs;
    const isCovered = low <= erlangs && erlangs <= high;
    if (estimate.isBoundOnly) {
      bounds += 1;
      if (erlangs <= high) boundsKept += 1;
      continue;
    }
    if (isCovered) covered += 1;
    widths.push((high - low) / 2 / middle);
    errors.push(middle / erlangs);
  }
  const elapsedMs = performance.now() - startedMs;
  const estimated = count - bounds;
  const coverage = covered / estimated;
  const at = (values: readonly number[], share: number) =>
    Math.round(quantile(values, share) * 1000) / 1000;
  const medianWidth = at(widths, 0.5);
  return Promise.resolve({
    ok: coverage >= 0.86 && coverage <= 0.95 && medianWidth <= 0.35,
    seed,
    lines: count,
    probesEach: days * usualDay.length,
    level,
    coverage: Math.round(coverage * 1000) / 1000,
    halfWidth: { p10: at(widths, 0.1), median: medianWidth, p90: at(widths, 0.9) },
    middleOverTruth: { p10: at(errors, 0.1), median: at(errors, 0.5), p90: at(errors, 0.9) },
    neverBusy: { lines: bounds, belowUpperBound: boundsKept },
    msEach: Math.round((elapsedMs / count) * 10) / 10,
  });
}

/** A line of random load and its test calls. */
function probedLine(lines: number, random: () => number): { hours: ProbedHour[]; erlangs: number } {
  const utilisation = between(0.35, 1.3, random);
  const erlangs = utilisation * lines;
  const holdingMeanMs = between(90_000, 300_000, random);
  const pickUpMeanMs = 3_000;
  const shares = usualDay.map((share) => share * Math.exp(shareSpread * normalDeviate(random)));
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const retryProbability = between(0.5, 0.85, random);
  const meanDelayMs = holdingMeanMs * between(0.4, 2.5, random);
  const hours = usualDay.map((share) => ({ share, probes: 0, busy: 0 }));
  for (let day = 0; day < days; day += 1) {
    const callersPerHour = new Array<number>(24).fill(0);
    for (const [n, share] of shares.entries()) {
      const stray = Math.exp(dailySpread * normalDeviate(random) - dailySpread ** 2 / 2);
      callersPerHour[firstHour + n] =
        ((erlangs * share) / mean) * stray * (hourMs / (holdingMeanMs + pickUpMeanMs));
    }
    const line: LossLine = {
      trunks: lines,
      staffing: [{ fromMs: 0, people: lines }],
      callersPerHour,
      holdingMeanMs,
      holdingVariation: 0.9,
      pickUpMeanMs,
      patienceMeanMs: 600_000,
      retry: { probability: retryProbability, meanDelayMs, maxAttempts: 20 },
    };
    const simulated = new LineDay(line, random);
    for (const [n, hour] of hours.entries()) {
      const atMs = (firstHour + n + random()) * hourMs;
      hour.probes += 1;
      if (simulated.attempt(atMs, random).kind === 'busy') hour.busy += 1;
    }
  }
  return { hours, erlangs };
}
