import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import {
  engset,
  erlangA,
  erlangB,
  erlangBLines,
  erlangBLoad,
  erlangC,
  peopleForPatient,
  retrialLine,
} from '@everyline/capacity';

import type { BenchOptions } from './main.ts';

type Row<Key extends string> = Readonly<Record<Key, number>>;

/** The reference: values computed elsewhere, times in seconds. */
interface Reference {
  readonly erlang_b: readonly Row<'A' | 'N' | 'blocking'>[];
  readonly erlang_c: readonly Row<'A' | 'N' | 'p_wait' | 'sl_15s_aht180' | 'asa_s_aht180'>[];
  readonly erlang_a: readonly Row<
    | 'A'
    | 'N'
    | 'aht_s'
    | 'patience_s'
    | 'p_wait'
    | 'p_abandon'
    | 'occupancy'
    | 'mean_queue'
    | 'mean_wait_all'
    | 'service_level'
  >[];
  readonly worked_12393: readonly Row<'aht_s' | 'A' | 'N_80_15' | 'N_95_15'>[];
}

const mostReferenceError = 1e-6;
const mostIdentityError = 1e-9;
const servers = [1, 2, 3, 7, 20, 100, 1_000, 10_000, 100_000];

/**
 * Traffic theory: the largest difference from the reference values, the largest relative difference from what the same
 * figures are by another way, from 1 to 100,000 servers, and the time that a value takes.
 */
export function run(_options: BenchOptions): Promise<object> {
  const reference = againstReference();
  const identities = {
    erlangB: largest(servers.flatMap(lossErrors)),
    erlangC: largest(servers.flatMap(delayErrors)),
    erlangA: largest(servers.flatMap(impatientErrors)),
    betweenWhole: largest(servers.flatMap(continuousErrors)),
    inverses: largest(servers.flatMap(inverseErrors)),
    engset: largest([1, 2, 7, 30, 150].flatMap(engsetErrors)),
    retrials: largest([1, 2, 7, 30, 150].flatMap(retrialErrors)),
  };
  const worstIdentity = largest(Object.values(identities));
  return Promise.resolve({
    ok:
      worstIdentity <= mostIdentityError &&
      (reference === null || reference.largestError <= mostReferenceError),
    reference: reference ?? {
      skipped: 'fixtures/calls/erlang_reference.json is absent: nothing was compared with it',
    },
    identities,
    microseconds: {
      erlangB100: timed(() => erlangB(90, 100)),
      erlangB100000: timed(() => erlangB(99_000, 100_000)),
      erlangA100: timed(() => erlangA(90, 100, 0.7).servedWithin(0.1)),
      erlangA100000: timed(() => erlangA(99_000, 100_000, 0.7).servedWithin(0.1)),
      retrialLine10: timed(() =>
        retrialLine({
          offeredErlangs: 8,
          lines: 10,
          triesPerHoldingTime: 1,
          firstPersistence: 0.7,
          laterPersistence: 0.7,
        }),
      ),
    },
  });
}

function againstReference(): { values: number; largestError: number } | null {
  const shared = process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../shared');
  const file = resolve(shared, 'fixtures/calls/erlang_reference.json');
  if (!existsSync(file)) {
    console.error(`skipped: the comparison with the reference, because ${file} is absent`);
    return null;
  }
  const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference;
  const errors: number[] = [];
  // Values of some size are held relatively: the reference gives eight places.
  const compare = (found: number | undefined, given: number): void => {
    errors.push(Math.abs((found ?? NaN) - given) / Math.max(1, Math.abs(given)));
  };
  for (const row of reference.erlang_b) compare(erlangB(row.A, row.N), row.blocking);
  for (const row of reference.erlang_c) {
    const queue = erlangC(row.A, row.N);
    compare(queue?.waiting, row.p_wait);
    compare(queue?.within(15 / 180), row.sl_15s_aht180);
    compare((queue?.meanWait ?? NaN) * 180, row.asa_s_aht180);
  }
  for (const row of reference.erlang_a) {
    const queue = erlangA(row.A, row.N, row.patience_s / row.aht_s);
    compare(queue.waiting, row.p_wait);
    compare(queue.abandoned, row.p_abandon);
    compare(queue.occupancy, row.occupancy);
    compare(queue.meanQueue, row.mean_queue);
    compare(queue.meanWait * row.aht_s, row.mean_wait_all);
    compare(queue.servedWithin(15 / row.aht_s), row.service_level);
  }
  for (const row of reference.worked_12393) {
    const within = 15 / row.aht_s;
    compare(peopleForPatient(row.A, { share: 0.8, within }), row.N_80_15);
    compare(peopleForPatient(row.A, { share: 0.95, within }), row.N_95_15);
  }
  return { values: errors.length, largestError: largest(errors) };
}

/** Loads from far under to far over so many servers, of which nothing is beyond all numbers. */
function loadsOf(count: number): number[] {
  const spread = 4 * Math.sqrt(count);
  return [count - spread, 0.9 * count, count, count + spread, 1.5 * count].filter(
    (load) => load > 0 && load > count - 12 * Math.sqrt(count),
  );
}

/**
 * The steady state of birth and death, summed from its most likely state outwards: another way to the same figures.
 * @param leaving what the calls in state n end with, in mean handling times
 * @returns chances of states from 0 to `last`, where `last` or less has been reached when no chance is left
 */
function steadyState(load: number, leaving: (n: number) => number, last: number): Float64Array {
  // A birth from n − 1 to n while the load exceeds what leaves n.
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (leaving(middle) <= load) low = middle;
    else high = middle - 1;
  }
  const peak = low;
  const above: number[] = [];
  for (let n = peak + 1, chance = 1; n <= last; n += 1) {
    chance *= load / leaving(n);
    if (chance < 1e-300) break;
    above.push(chance);
  }
  const chances = new Float64Array(peak + 1 + above.length);
  chances.set(above, peak + 1);
  chances[peak] = 1;
  for (let n = peak, chance = 1; n > 0; n -= 1) {
    chance *= leaving(n) / load;
    if (chance < 1e-300) break;
    chances[n - 1] = chance;
  }
  const total = sumOf(chances, 0, () => 1);
  return chances.map((chance) => chance / total);
}

/** Σ chance(n) · value(n) from a state on, with the lost places carried along (Neumaier). */
function sumOf(chances: Float64Array, from: number, value: (n: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let n = from; n < chances.length; n += 1) {
    const term = chances[n]! * value(n);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

function lossErrors(lines: number): number[] {
  return loadsOf(lines).map((load) => {
    const chances = steadyState(load, (n) => n, lines);
    return relative(erlangB(load, lines), chances[lines] ?? 0);
  });
}

function delayErrors(people: number): number[] {
  return loadsOf(people)
    .filter((load) => load < people)
    .flatMap((load) => {
      const found = erlangC(load, people);
      if (found === null) return [];
      // All waiting states in one: p(n + k) = p(n) (A/n)^k.
      const chances = steadyState(load, (n) => n, people);
      const all = (chances[people]! * people) / (people - load);
      const waiting = all / (1 - chances[people]! + all);
      return [
        relative(found.waiting, waiting),
        relative(found.meanQueue, (waiting * load) / (people - load)),
        Math.abs(found.within(0) - (1 - waiting)),
      ];
    });
}

function impatientErrors(people: number): number[] {
  return [0.1, 0.7, 5].flatMap((patience) =>
    loadsOf(people).flatMap((load) => {
      const found = erlangA(load, people, patience);
      const leaving = (n: number): number =>
        Math.min(n, people) + Math.max(0, n - people) / patience;
      const last = people + Math.ceil(load * Math.max(1, patience) * 2 + 400);
      const chances = steadyState(load, leaving, last);
      const waiting = sumOf(chances, people, () => 1);
      const queue = sumOf(chances, people, (n) => n - people);
      const busy = sumOf(chances, 0, (n) => Math.min(n, people));
      return [
        relative(found.waiting, waiting),
        relative(found.meanQueue, queue),
        relative(found.abandoned, queue / patience / load),
        relative(found.occupancy, busy / people),
        // Who is not lost is served in the end, and who does not wait is served at once.
        relative(found.servedWithin(1e7), 1 - found.abandoned),
        Math.abs(found.servedWithin(0) - (1 - found.waiting)),
      ];
    }),
  );
}

/** Between whole lines the recursion holds too, and no value lies beyond those of the whole ones. */
function continuousErrors(lines: number): number[] {
  return [0.25, 0.5, 0.9].flatMap((part) =>
    loadsOf(lines).flatMap((load) => {
      const here = erlangB(load, lines + part);
      const next = erlangB(load, lines + part + 1);
      const least = erlangB(load, lines + 1);
      const isBetween = here <= erlangB(load, lines) && here >= least;
      return [
        relative(1 / next, 1 + (lines + part + 1) / (load * here)),
        isBetween ? 0 : Infinity,
        relative(erlangB(load, lines + 1e-13 * lines), erlangB(load, lines)) > 1e-6 ? Infinity : 0,
      ];
    }),
  );
}

function inverseErrors(lines: number): number[] {
  return [1e-4, 0.01, 0.2, 0.7].flatMap((blocking) => {
    const load = erlangBLoad(blocking, lines);
    return [
      relative(erlangB(load, lines), blocking),
      relative(erlangBLines(load, blocking), lines),
    ];
  });
}

function engsetErrors(lines: number): number[] {
  return [lines + 1, 2 * lines, 20 * lines].flatMap((sources) => {
    const idle = lines / sources;
    const found = engset(sources, idle, lines);
    let chance = 1;
    let total = 1;
    let carried = 0;
    let calls = sources;
    for (let n = 1; n <= lines; n += 1) {
      chance *= ((sources - n + 1) * idle) / n;
      total += chance;
      carried += chance * n;
      calls += chance * (sources - n);
    }
    return [
      relative(found.timeCongestion, chance / total),
      relative(found.callCongestion, (chance * (sources - lines)) / calls),
      relative(found.carriedErlangs, carried / total),
    ];
  });
}

function retrialErrors(lines: number): number[] {
  return [0.5, 0.9, 1.3].flatMap((use) => {
    const offeredErlangs = use * lines;
    const line = { offeredErlangs, lines, triesPerHoldingTime: 1.7 };
    const none = retrialLine({ ...line, firstPersistence: 0, laterPersistence: 0 });
    const some = retrialLine({ ...line, firstPersistence: 0.8, laterPersistence: 0.6 });
    if (none === null || some === null) return [Infinity];
    return [
      relative(none.blocking, erlangB(offeredErlangs, lines)),
      relative(some.carriedErlangs, offeredErlangs * (1 - some.lost)),
      relative(some.triesEach * (1 - some.triesFailed), 1 - some.lost),
    ];
  });
}

function relative(found: number, expected: number): number {
  return found === expected ? 0 : Math.abs(found / expected - 1);
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (value <= most ? most : value), 0);
}

/** Microseconds a call takes, over about a fifth of a second. */
function timed(work: () => unknown): number {
  work();
  const startedMs = performance.now();
  let times = 0;
  while (performance.now() - startedMs < 200) {
    work();
    times += 1;
  }
  return Math.round(((performance.now() - startedMs) * 1e5) / times) / 100;
}
