import {
  chinaCalendar,
  isWorkingDay,
  judgeLine,
  localTime,
  momentOf,
  addDays,
  referencePrior,
  defaultVerdictPolicy,
  type VerdictObservation,
} from '@everyline/domain';

import { seededRandom } from '../packages/exchange/src/seeded-random.ts';
import { factsOf } from './verdict-campaign.ts';
import { makeLineOf, type Pattern, type TrueLine } from './verdict-city.ts';
import { mean, share } from './verdict-figures.ts';

const firstDay = '2026-03-02';
const calls = 60;
const linesEach = 60;
/** The change falls on one of these calls. */
const earliest = 15;
const latest = 35;

/** What a watched line was, and what it becomes. */
const changes: readonly (readonly [Pattern, Pattern])[] = [
  ['attended', 'dead'],
  ['attended', 'nobody'],
  ['attended', 'off_hook'],
  ['off_hook', 'attended'],
  ['nobody', 'attended'],
];
const steady: readonly Pattern[] = ['attended', 'now_and_then', 'loaded', 'lunch'];

/**
 * Lines that are called once each working day, of which some change: how many calls pass until the verdict says so, and
 * how often it says so of lines that have not changed.
 */
export function changesNoticed(seeds: readonly number[]) {
  const each = <T>(of: (random: () => number, name: string) => T): T[] =>
    seeds.flatMap((seed) =>
      Array.from({ length: linesEach }, (_, n) => {
        const name = `change/${String(seed)}/${String(n)}`;
        return of(seededRandom(name), name);
      }),
    );
  return {
    calls,
    changes: changes.map(([from, to]) => {
      const delays = each((random, name) => {
        const at = earliest + Math.floor(random() * (latest - earliest));
        const [before, after] = [makeLineOf(name, from, random), makeLineOf(name, to, random)];
        return watch(random, (n) => (n < at ? before : { ...after, hours: before.hours }), at);
      });
      const noticed = delays.flatMap((delay) => delay ?? []).toSorted((a, b) => a - b);
      return {
        from,
        to,
        lines: delays.length,
        noticed: share(noticed.length, delays.length),
        callsUntilNoticed: {
          mean: mean(noticed),
          median: noticed[Math.floor(noticed.length / 2)] ?? null,
          ninetieth: noticed[Math.floor(noticed.length * 0.9)] ?? null,
        },
      };
    }),
    steady: steady.map((pattern) => {
      const seen = each((random, name) => {
        const line = makeLineOf(name, pattern, random);
        return watch(random, () => line, 0);
      });
      const alarms = seen.filter((delay) => delay !== null).length;
      return { pattern, lines: seen.length, falseAlarms: share(alarms, seen.length) };
    }),
  };
}

/** Calls a line each working day; after how many calls from number `from` on a change is seen, null where none is. */
function watch(random: () => number, lineAt: (n: number) => TrueLine, from: number): number | null {
  const observations: VerdictObservation[] = [];
  const prior = referencePrior(defaultVerdictPolicy);
  let day = firstDay;
  for (let n = 0; n < calls; n += 1) {
    while (!isWorkingDay(chinaCalendar, day)) day = addDays(day, 1);
    const line = lineAt(n);
    const atMs = momentOf(chinaCalendar, day, 9 * 60 + 30 + Math.floor(random() * 120));
    const { minute } = localTime(chinaCalendar, atMs);
    observations.push({
      id: String(n),
      startedAtMs: atMs,
      ...line.call(minute, day, random),
    });
    const { change } = judgeLine(factsOf(line, observations, prior, atMs, false));
    if (change !== null && n >= from) return n - from + 1;
    day = addDays(day, 1);
  }
  return null;
}
