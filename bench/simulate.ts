import {
  erlangA,
  erlangB,
  erlangC,
  meanInterval,
  oneQueue,
  retrialLine,
  Simulation,
  type CallKind,
  type Centre,
  type DayFigures,
  type DayPart,
  type OneQueue,
} from '@everyline/capacity';

import type { BenchOptions } from './main.ts';

const leastPerSecond = { oneQueue: 1_000_000, tenSkills: 200_000 };
const level = 0.95;
const part: DayPart = { from: 6, to: 60 };
const hours = { intervalS: 10_800, intervals: 60, targetS: 15, handlingS: 180 };

interface Comparison {
  readonly what: string;
  readonly theory: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The simulator: calls a second of processor time for one queue and for ten skills; whether a seed gives its day again; and
 * how many of the 95 % intervals of simulated figures hold what theory says (B, C, A and repeated calls, from 1 to 200
 * people), which must be as many as the level promises, chance allowed.
 */
export function run(options: BenchOptions): Promise<object> {
  const seed = Number(options.flags['seed'] ?? '1');
  const days = Number(options.flags['days'] ?? '20');
  const perSecond = {
    oneQueue: speed(singleQueue(), seed),
    tenSkills: speed(tenSkills(), seed),
  };
  const again = new Simulation(tenSkills());
  const first = again.run(seed).counts;
  const isRepeatable = again.run(seed).counts.every((count, n) => count === first[n]);
  const comparisons = settings().flatMap((setting, n) => compare(setting, seed + 1000 * n, days));
  const held = comparisons.filter(({ theory, low, high }) => low <= theory && theory <= high);
  const coverage = held.length / comparisons.length;
  // Figures of one setting hang together, so that the count strays more than that of independent ones.
  const leastCoverage = level - 3 * Math.sqrt((level * (1 - level)) / (comparisons.length / 2));
  return Promise.resolve({
    ok:
      perSecond.oneQueue >= leastPerSecond.oneQueue &&
      perSecond.tenSkills >= leastPerSecond.tenSkills &&
      isRepeatable &&
      coverage >= leastCoverage,
    callsPerSecondOfOneCore: perSecond,
    sameSeedSameDay: isRepeatable,
    theory: {
      figures: comparisons.length,
      level,
      coverage: rounded(coverage),
      leastCoverage: rounded(leastCoverage),
      medianHalfWidth: rounded(
        comparisons.map(({ low, high }) => (high - low) / (high + low)).toSorted((a, b) => a - b)[
          comparisons.length >> 1
        ]!,
      ),
      outside: comparisons
        .filter((one) => !held.includes(one))
        .map(({ what, theory, low, high }) => ({
          what,
          theory: rounded(theory),
          interval: [rounded(low), rounded(high)],
        })),
    },
  });
}

/** Calls a second of processor time of this thread, the second round counted: the first one warms up. */
function speed(centre: Centre, seed: number): number {
  const simulation = new Simulation(centre);
  let perSecond = 0;
  for (const round of [0, 1]) {
    const started = process.cpuUsage();
    let calls = 0;
    for (let day = 0; day < 60; day += 1) {
      calls += simulation.run(seed + 60 * round + day).count('attempts');
    }
    const { user, system } = process.cpuUsage(started);
    perSecond = (calls / (user + system)) * 1e6;
  }
  return Math.round(perSecond);
}

function singleQueue(): Centre {
  return oneQueue({
    offeredErlangs: 50,
    people: 52,
    handlingS: 180,
    patienceS: 120,
    lines: Infinity,
    again: null,
    targetS: 15,
    intervalS: 900,
    intervals: 96,
  });
}

/** Ten kinds of call; each of ten groups answers three of them, by priority; a machine, call backs and repeated calls. */
function tenSkills(): Centre {
  const intervals = 96;
  const kinds = Array.from({ length: 10 }, (_, n): CallKind => ({
    arrivals: Array.from({ length: intervals }, (_, at) => 50 + 30 * Math.sin(at / 15 + n)),
    line: n % 3,
    priority: n % 3,
    handling: { shape: 'lognormal', meanS: 180, variation: 0.9 },
    wrapUp: { shape: 'exponential', meanS: 20 },
    patience: { shape: 'exponential', meanS: 120 },
    targetS: 15,
    again: {
      afterBusy: { first: 0.7, later: 0.5 },
      afterGivingUp: { first: 0.4, later: 0.3 },
      delay: { shape: 'exponential', meanS: 300 },
    },
    callback: { afterS: 60, accepts: 0.3, reached: 0.8, missedS: 20 },
    ai: { takes: 0.5, solves: 0.4, talk: { shape: 'lognormal', meanS: 60, variation: 0.6 } },
  }));
  const groups = Array.from({ length: 10 }, (_, n) => ({
    kinds: [n, (n + 1) % 10, (n + 2) % 10],
    people: new Array<number>(intervals).fill(9),
  }));
  return { intervalS: 900, intervals, kinds, groups, lines: [80, 80, 80], aiChannels: 40 };
}

type Setting = OneQueue & { readonly name: string };

function settings(): Setting[] {
  const plain = { ...hours, patienceS: Infinity, lines: Infinity, again: null };
  const people = [1, 3, 10, 40, 200];
  const again: CallKind['again'] = {
    afterBusy: { first: 0.75, later: 0.6 },
    afterGivingUp: { first: 0, later: 0 },
    delay: { shape: 'exponential', meanS: 120 },
  };
  return people.flatMap((count): Setting[] => [
    { ...plain, name: 'B', people: count, lines: count, offeredErlangs: count },
    { ...plain, name: 'B', people: count, lines: count, offeredErlangs: 0.8 * count },
    { ...plain, name: 'C', people: count, offeredErlangs: 0.8 * count },
    { ...plain, name: 'A', people: count, offeredErlangs: 0.95 * count, patienceS: 120 },
    { ...plain, name: 'A', people: count, offeredErlangs: 1.1 * count, patienceS: 400 },
    { ...plain, name: 'retrials', people: count, lines: count, offeredErlangs: count, again },
    { ...plain, name: 'retrials', people: count, lines: count, offeredErlangs: 0.8 * count, again },
  ]);
}

/** The figures of one setting that theory knows, each with the interval of the simulated days. */
function compare(setting: Setting, seed: number, days: number): Comparison[] {
  const { offeredErlangs: load, people, handlingS, patienceS, targetS } = setting;
  const within = targetS / handlingS;
  const ratio = (a: Parameters<DayFigures['count']>[0], b: typeof a) => (day: DayFigures) =>
    day.count(a, part) / day.count(b, part);
  const figures: Record<string, readonly [theory: number, of: (day: DayFigures) => number]> = {};
  if (setting.name === 'B') figures['busy'] = [erlangB(load, people), ratio('busy', 'attempts')];
  if (setting.name === 'C') {
    const theory = erlangC(load, people);
    if (theory === null) return [];
    figures['in time'] = [theory.within(within), ratio('inTarget', 'attempts')];
    figures['wait'] = [theory.meanWait * handlingS, ratio('answeredWaitS', 'answered')];
  }
  if (setting.name === 'A') {
    const theory = erlangA(load, people, patienceS / handlingS);
    figures['gave up'] = [theory.abandoned, ratio('gaveUp', 'attempts')];
    figures['in time'] = [theory.servedWithin(within), ratio('inTarget', 'attempts')];
  }
  if (setting.name === 'retrials' && setting.again !== null) {
    const theory = retrialLine({
      offeredErlangs: load,
      lines: people,
      triesPerHoldingTime: handlingS / setting.again.delay.meanS,
      firstPersistence: setting.again.afterBusy.first,
      laterPersistence: setting.again.afterBusy.later,
    });
    if (theory === null) return [];
    const countedS = hours.intervalS * (part.to! - part.from!);
    figures['tries failed'] = [theory.triesFailed, ratio('busy', 'attempts')];
    figures['full'] = [theory.blocking, (day) => day.lineFullS(0, part) / countedS];
    figures['lost'] = [theory.lost, ratio('lost', 'callers')];
  }
  const simulation = new Simulation(oneQueue(setting));
  const values: Record<string, number[]> = {};
  for (let day = 0; day < days; day += 1) {
    const simulated = simulation.run(seed + day);
    for (const [name, [, of]] of Object.entries(figures)) (values[name] ??= []).push(of(simulated));
  }
  return Object.entries(figures).map(([name, [theory]]) => ({
    what: `${setting.name}: ${name}, ${people} people, ${Math.round(load * 10) / 10} erlangs`,
    theory,
    ...meanInterval(values[name]!, level),
  }));
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
