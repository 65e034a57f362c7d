import { defaultVerdictPolicy } from '@everyline/domain';

import type { BenchOptions } from './main.ts';
import { calledAgain, purposesThatDiffer } from './verdict-again.ts';
import { BenchTrunk, type Trouble } from './verdict-bad-hour.ts';
import { callFixed, campaign, type Judged } from './verdict-campaign.ts';
import { changesNoticed } from './verdict-change.ts';
import { makeTrueCity, type TrueLine } from './verdict-city.ts';
import {
  covers,
  errors,
  inZone,
  isWrong,
  leaning,
  mean,
  share,
  sideOf,
} from './verdict-figures.ts';

const { healthyAt, faultyAt, errorRate } = defaultVerdictPolicy;
/** Fixed numbers of calls; each is judged by the cut that errs least on the very lines. */
const fixedNumbers = [3, 5, 10];
/** How long the product may call. */
const periods = {
  week: { fromDay: '2026-11-23', toDay: '2026-11-27' },
  fortnight: { fromDay: '2026-11-23', toDay: '2026-12-04' },
} as const;
const leastZoneShare = 0.2;
const mostOfFixedCalls = 0.6;
const leastCoverage = 0.95;

/**
 * The product's sequential verdicts against fixed numbers of calls, on simulated cities with truth. Both call at the
 * times that the product plans, within the same limits. The fixed numbers may take as long as they need, decide every
 * line, and know the best cut. Lines in the indifference zone are reported apart: either word is right for them.
 *
 * Calls are compared at equal error, where the product too must decide every line: what it leaves undetermined is
 * counted as decided for the side that its calls lean to. Between fixed numbers the error is interpolated (its
 * logarithm over the calls); where the product errs less than the largest, that one is compared, which favours it.
 * The goal is held against the fortnight: ten calls, one a day where people answer, take as long.
 */
export function run(options: BenchOptions): Promise<object> {
  const lines = Number(options.flags['lines'] ?? '1500');
  const seeds = (options.flags['seeds'] ?? '1,2,3,4,5').split(',').map(Number);
  const cities = seeds.map((seed) => ({ seed, city: makeTrueCity(seed, lines) }));
  const all = cities.flatMap(({ city }) => city);
  const fixed = fixedNumbers.map((number) => {
    const judged = cities.flatMap(({ seed, city }) => callFixed(seed, city, number));
    return { number, ...bestCut(judged) };
  });
  const product = Object.fromEntries(
    Object.entries(periods).map(([name, period]) => {
      const bySeed = cities.map(({ seed, city }) => ({
        seed,
        judged: campaign(seed, city, period),
      }));
      const pooled = figuresOfProduct(
        bySeed.flatMap(({ judged }) => judged),
        fixed,
      );
      return [
        name,
        {
          ...pooled,
          bySeed: bySeed.map(({ seed, judged }) => {
            const { outside, shareOfFixedCalls } = figuresOfProduct(judged, fixed);
            return { seed, shareOfFixedCalls, outside };
          }),
          byPattern: byPattern(bySeed.flatMap(({ judged }) => judged)),
        },
      ];
    }),
  );
  const again = calledAgain(cities);
  const zoneShare = share(all.filter(inZone).length, all.length);
  return Promise.resolve({
    ok:
      (zoneShare ?? 0) >= leastZoneShare &&
      Object.values(product).every((one) => keeps(one)) &&
      again.every(({ withHistory }) => errsWithin(withHistory)) &&
      (product['fortnight']?.shareOfFixedCalls ?? 1) <= mostOfFixedCalls,
    seeds,
    linesACity: lines,
    limits: { healthyAt, faultyAt, errorRate },
    zoneShare,
    fixed,
    product,
    badHour: badHour(cities),
    purposesThatDiffer: purposesThatDiffer(seeds, lines),
    calledAgain: again,
    changesNoticed: changesNoticed(seeds),
  });
}

/** A trunk that answers busy for two hours of the third day, nine times of ten: so a full gateway sounds. */
const trouble: Trouble = {
  day: '2026-11-25',
  fromMinute: 570,
  toMinute: 690,
  share: 0.9,
  outcome: 'busy',
};

/** A week of the same cities over a trunk with a bad hour, with and without the rule; and the rule where there is none. */
function badHour(cities: readonly { readonly seed: number; readonly city: readonly TrueLine[] }[]) {
  const week = (some: Trouble | null, isWatched: boolean) => {
    const runs = cities.map(({ seed, city }) => {
      const trunk = new BenchTrunk(seed, some, isWatched);
      return { trunk, judged: campaign(seed, city, periods.week, { trunk }) };
    });
    const judged = runs.flatMap((one) => one.judged);
    const outside = judged.filter(({ line }) => !inZone(line));
    return {
      found: runs.reduce((sum, { trunk }) => sum + trunk.found, 0),
      calls: judged.reduce((sum, { calls }) => sum + calls, 0),
      callsALine: mean(judged.map(({ calls }) => calls)),
      ...errors(outside, sideOf),
    };
  };
  return {
    trouble,
    withoutTheRule: week(trouble, false),
    withTheRule: week(trouble, true),
    trunkThatWorks: week(null, true),
  };
}

/** Whether both errors keep to the policy. */
function errsWithin(one: ReturnType<typeof errors>): boolean {
  const { error, calledHealthyWrongly, calledFaultyWrongly } = one;
  return Math.max(error ?? 1, calledHealthyWrongly ?? 1, calledFaultyWrongly ?? 1) <= errorRate;
}

/** What is promised of the product's verdicts. */
function keeps(one: ReturnType<typeof figuresOfProduct>): boolean {
  return errsWithin(one.outside) && (one.intervalCoverage ?? 0) >= leastCoverage;
}

function figuresOfProduct(judged: readonly Judged[], fixed: readonly FixedFigures[]) {
  const outside = judged.filter(({ line }) => !inZone(line));
  const zone = judged.filter(({ line }) => inZone(line));
  const decided = judged.filter(({ verdict }) => verdict.kind !== 'undetermined');
  const errorOfAll = errors(outside, (one) => sideOf(one) ?? leaning(one)).error;
  const callsALine = mean(judged.map(({ calls }) => calls));
  const atEqualError = fixedCallsAt(errorOfAll ?? 1, fixed);
  return {
    callsALine,
    outside: { ...errors(outside, sideOf), callsALine: mean(outside.map(({ calls }) => calls)) },
    inZone: {
      lines: zone.length,
      undetermined: share(zone.filter((one) => sideOf(one) === null).length, zone.length),
      callsALine: mean(zone.map(({ calls }) => calls)),
    },
    /** Chance to be wrong as the verdicts state it, and as it is; a line in the zone is never wrong. */
    statedError: mean(decided.map(({ verdict }) => 1 - verdict.confidence)),
    trueError: share(decided.filter(isWrong).length, decided.length),
    intervalLevel: 0.95,
    intervalCoverage: share(judged.filter(covers).length, judged.length),
    errorIfAllWereDecided: errorOfAll,
    fixedCallsAtThatError: atEqualError,
    shareOfFixedCalls: share(callsALine, atEqualError),
  };
}

function byPattern(judged: readonly Judged[]) {
  const groups = [...Map.groupBy(judged, ({ line }) => line.pattern)];
  return Object.fromEntries(
    groups.map(([pattern, some]) => {
      const outside = some.filter(({ line }) => !inZone(line));
      return [
        pattern,
        {
          inZone: some.length - outside.length,
          outside: errors(outside, sideOf),
          intervalCoverage: share(some.filter(covers).length, some.length),
          callsALine: mean(some.map(({ calls }) => calls)),
        },
      ];
    }),
  );
}

type FixedFigures = ReturnType<typeof bestCut>;

/** The cut that errs least: a line is healthy if at least so many of its calls got through. */
function bestCut(judged: readonly Judged[]) {
  const outside = judged.filter(({ line }) => !inZone(line));
  const most = Math.max(...judged.map(({ verdict }) => verdict.attempts));
  const cuts = Array.from({ length: most + 2 }, (_, cut) => ({
    cut,
    ...errors(outside, ({ verdict }) => (verdict.reached >= cut ? 'healthy' : 'faulty')),
  }));
  const best = cuts.reduce((a, b) => ((b.error ?? 1) < (a.error ?? 1) ? b : a));
  return { ...best, callsALine: mean(judged.map(({ calls }) => calls)) };
}

/** Calls a line that a fixed number needs for an error. */
function fixedCallsAt(error: number, fixed: readonly FixedFigures[]): number {
  let before: { calls: number; error: number } | null = null;
  for (const one of fixed) {
    const now = { calls: one.callsALine, error: one.error ?? 1 };
    if (now.error <= error) {
      if (before === null) return now.calls;
      const part = Math.log(before.error / error) / Math.log(before.error / now.error);
      return before.calls + part * (now.calls - before.calls);
    }
    before = now;
  }
  return before?.calls ?? 0;
}
