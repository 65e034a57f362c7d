import {
  chinaCalendar,
  CityPrior,
  defaultCampaignPolicy,
  defaultProbeLimits,
  defaultVerdictPolicy,
  judgeLine,
  localTime,
  planNextCall,
  reachPosterior,
  type JudgeFacts,
  type Verdict,
  type VerdictObservation,
} from '@everyline/domain';

import { seededRandom } from '../packages/exchange/src/seeded-random.ts';
import type { BenchOptions } from './main.ts';
import { BenchTrunk, type Trouble } from './verdict-bad-hour.ts';
import { makeTrueCity, type TrueLine } from './verdict-city.ts';

const { healthyAt, faultyAt, errorRate } = defaultVerdictPolicy;
/** Fixed numbers of calls; each is judged by the cut that errs least on the very lines. */
const fixedNumbers = [3, 5, 10];
/** How long the product may call. */
const periods = {
  week: { fromDay: '2026-11-23', toDay: '2026-11-27' },
  fortnight: { fromDay: '2026-11-23', toDay: '2026-12-04' },
} as const;
/** The fixed numbers have as long as any of them needs. */
const longest: Period = { fromDay: '2026-11-23', toDay: '2026-12-31' };
const leastZoneShare = 0.2;
const mostOfFixedCalls = 0.6;
const leastCoverage = 0.95;

interface Period {
  readonly fromDay: string;
  readonly toDay: string;
}

/** One line under one way of calling. */
interface Judged {
  readonly line: TrueLine;
  readonly calls: number;
  readonly verdict: Verdict;
}

type Side = 'healthy' | 'faulty' | null;

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
  const zoneShare = share(all.filter(inZone).length, all.length);
  return Promise.resolve({
    ok:
      (zoneShare ?? 0) >= leastZoneShare &&
      Object.values(product).every((one) => keeps(one)) &&
      (product['fortnight']?.shareOfFixedCalls ?? 1) <= mostOfFixedCalls,
    seeds,
    linesACity: lines,
    limits: { healthyAt, faultyAt, errorRate },
    zoneShare,
    fixed,
    product,
    badHour: badHour(cities),
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
      return { trunk, judged: campaign(seed, city, periods.week, trunk) };
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

/** What is promised of the product's verdicts. */
function keeps(one: ReturnType<typeof figuresOfProduct>): boolean {
  const { error, calledHealthyWrongly, calledFaultyWrongly } = one.outside;
  return (
    Math.max(error ?? 1, calledHealthyWrongly ?? 1, calledFaultyWrongly ?? 1) <= errorRate &&
    (one.intervalCoverage ?? 0) >= leastCoverage
  );
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

function inZone({ rate }: TrueLine): boolean {
  return rate > faultyAt && rate < healthyAt;
}

function covers({ line, verdict }: Judged): boolean {
  return verdict.interval[0] <= line.rate && line.rate <= verdict.interval[1];
}

function sideOf({ verdict }: Judged): Side {
  if (verdict.kind === 'undetermined') return null;
  return verdict.kind === 'healthy' ? 'healthy' : 'faulty';
}

/** The side whose opposite is less probable by the line's own calls and the city's distribution. */
function leaning({ verdict }: Judged): Side {
  const { reached, attempts, blankDays, prior } = verdict;
  const tally = { reached, failed: attempts - reached, blankDays };
  const { healthy, faulty } = reachPosterior(tally, prior, defaultVerdictPolicy);
  return healthy >= faulty ? 'healthy' : 'faulty';
}

function isWrong(one: Judged): boolean {
  return !inZone(one.line) && one.line.rate >= healthyAt !== (sideOf(one) === 'healthy');
}

/** Errors on lines outside the zone; those called healthy or faulty wrongly are of all lines on the other side. */
function errors(outside: readonly Judged[], side: (one: Judged) => Side) {
  const count = { low: 0, high: 0, lowHealthy: 0, highFaulty: 0, undetermined: 0 };
  for (const one of outside) {
    const isHigh = one.line.rate >= healthyAt;
    const word = side(one);
    count[isHigh ? 'high' : 'low'] += 1;
    if (word === null) count.undetermined += 1;
    else if (isHigh && word === 'faulty') count.highFaulty += 1;
    else if (!isHigh && word === 'healthy') count.lowHealthy += 1;
  }
  const decided = outside.length - count.undetermined;
  return {
    lines: outside.length,
    error: share(count.lowHealthy + count.highFaulty, decided),
    undetermined: share(count.undetermined, outside.length),
    calledHealthyWrongly: share(count.lowHealthy, count.low),
    calledFaultyWrongly: share(count.highFaulty, count.high),
  };
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

function mean(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return share(sum, values.length) ?? 0;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((10_000 * part) / whole) / 10_000;
}

/** A line while its campaign goes on. */
interface OpenLine {
  readonly line: TrueLine;
  readonly random: () => number;
  readonly observations: VerdictObservation[];
  verdict: Verdict | null;
  dueMs: number | null;
}

/** A city's campaign as the product lives it: calls of all lines in the order of time, each judged at once. */
function campaign(
  seed: number,
  city: readonly TrueLine[],
  period: Period,
  trunk: BenchTrunk | null = null,
): Judged[] {
  const prior = new CityPrior(defaultVerdictPolicy);
  const open = city.map((line): OpenLine => ({
    line,
    random: seededRandom(`calls/${String(seed)}/${line.id}`),
    observations: [],
    verdict: null,
    dueMs: null,
  }));
  const judge = (one: OpenLine, nowMs: number, final: boolean): Verdict =>
    judgeLine(factsOf(one.line, one.observations, prior.prior(), nowMs, final));
  const plan = (one: OpenLine, nowMs: number) => {
    const next = planNextCall({
      line: one.line,
      calendar: chinaCalendar,
      policy: defaultCampaignPolicy,
      period,
      otherHours: [defaultProbeLimits.allowedHours],
      calls: one.observations,
      decided: one.verdict !== null && one.verdict.kind !== 'undetermined',
      spread: 'even',
      nowMs,
    });
    one.dueMs = next.kind === 'due' ? next.atMs : null;
  };
  for (const one of open) plan(one, 0);
  const queue = open.filter(({ dueMs }) => dueMs !== null);
  const byId = new Map(open.map((one) => [one.line.id, one]));
  while (queue.length > 0) {
    queue.sort((a, b) => (b.dueMs ?? 0) - (a.dueMs ?? 0));
    const one = queue.pop();
    if (one?.dueMs === null || one === undefined) continue;
    const nowMs: number = one.dueMs;
    const { minute, day } = localTime(chinaCalendar, nowMs);
    const heldMs = trunk?.heldUntilMs(nowMs) ?? null;
    if (heldMs !== null) {
      plan(one, heldMs);
      if (one.dueMs !== null) queue.push(one);
      continue;
    }
    const heard = {
      id: `${one.line.id}/${String(one.observations.length)}`,
      startedAtMs: nowMs,
      ...one.line.call(minute, day, one.random),
    };
    const observation = trunk === null ? heard : trunk.carry(heard);
    one.observations.push(observation);
    for (const lineId of trunk?.watch(one.line.id, observation) ?? []) {
      const other = byId.get(lineId);
      if (other === undefined || other === one) continue;
      other.verdict = judge(other, nowMs, false);
      prior.learn(other.line.id, other.verdict);
      const wasWaiting = other.dueMs !== null;
      plan(other, nowMs);
      if (!wasWaiting && other.dueMs !== null) queue.push(other);
    }
    one.verdict = judge(one, nowMs, false);
    prior.learn(one.line.id, one.verdict);
    plan(one, nowMs);
    if (one.dueMs !== null) queue.push(one);
  }
  return open.map((one) => ({
    line: one.line,
    calls: one.observations.length,
    // A verdict that holds is not taken back because other lines' calls have moved the distribution.
    verdict:
      one.verdict !== null && one.verdict.kind !== 'undetermined'
        ? one.verdict
        : judge(one, one.observations.at(-1)?.startedAtMs ?? 0, true),
  }));
}

function factsOf(
  line: TrueLine,
  observations: readonly VerdictObservation[],
  prior: JudgeFacts['prior'],
  nowMs: number,
  final: boolean,
): JudgeFacts {
  return {
    line: { id: line.id, purpose: 'enquiry', hours: line.hours },
    calendar: chinaCalendar,
    policy: defaultVerdictPolicy,
    observations,
    spotChecks: [],
    contradictions: [],
    prior,
    final,
    nowMs,
  };
}

/** Each line is called until so many calls count. */
function callFixed(seed: number, city: readonly TrueLine[], calls: number): Judged[] {
  const prior = new CityPrior(defaultVerdictPolicy).prior();
  return city.map((line) => {
    const random = seededRandom(`fixed/${String(seed)}/${line.id}`);
    const observations: VerdictObservation[] = [];
    let nowMs = 0;
    let verdict = judgeLine(factsOf(line, observations, prior, nowMs, false));
    while (verdict.attempts < calls) {
      const next = planNextCall({
        line,
        calendar: chinaCalendar,
        policy: defaultCampaignPolicy,
        period: longest,
        otherHours: [defaultProbeLimits.allowedHours],
        calls: observations,
        decided: false,
        spread: 'even',
        nowMs,
      });
      if (next.kind === 'finished') break;
      nowMs = next.atMs;
      const { minute, day } = localTime(chinaCalendar, nowMs);
      observations.push({
        id: `${line.id}/${String(observations.length)}`,
        startedAtMs: nowMs,
        ...line.call(minute, day, random),
      });
      verdict = judgeLine(factsOf(line, observations, prior, nowMs, false));
    }
    return { line, calls: observations.length, verdict };
  });
}
