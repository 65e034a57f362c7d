import type { ShiftRules, WeekNeed } from './shift-rules.ts';
import { shiftProgramme, variables, type SolveProgramme } from './shift-programme.ts';

/** One person's week; times in intervals of the day. */
export interface RosteredPerson {
  readonly start: number;
  readonly daysOff: readonly number[];
  /** For each day of the week when each break begins; null on days off. */
  readonly breaks: readonly (readonly number[] | null)[];
}

export interface WeekRoster {
  readonly people: readonly RosteredPerson[];
  /** People at work and not on a break, by day and interval. */
  readonly working: readonly (readonly number[])[];
  /** The sum over the week of people missing in an interval. */
  readonly missing: number;
  /** No roster of this week costs less, in people and what is missing; null where the time ran out before. */
  readonly leastCost: number | null;
}

/**
 * Shifts and breaks of a week with the fewest people. Throws `RangeError` for rules that contradict themselves; null
 * where the solver found nothing in its time.
 * @param limits the solver stops when no better roster can be better by more than the share `gap`, or after the seconds
 */
export async function weekRoster(
  solve: SolveProgramme,
  rules: ShiftRules,
  need: WeekNeed,
  limits: { readonly gap: number; readonly seconds: number },
): Promise<WeekRoster | null> {
  const solved = await solve(shiftProgramme(rules, need), limits);
  if (solved === null) return null;
  const count = (name: string): number => Math.round(solved.values.get(name) ?? 0);
  const people: { start: number; off: number; breaks: (number[] | null)[] }[] = [];
  for (const start of rules.starts) {
    for (const off of rules.daysOff.keys()) {
      for (let n = count(variables.people(start, off)); n > 0; n -= 1) {
        people.push({ start, off, breaks: [] });
      }
    }
  }
  for (const day of need.keys()) {
    const left = new Map<string, number>();
    for (const person of people) {
      if (rules.daysOff[person.off]!.includes(day)) {
        person.breaks.push(null);
        continue;
      }
      person.breaks.push(
        rules.breaks.map(({ begins }, rule) => {
          const free = begins.find((begin) => {
            const name = variables.onBreak(day, person.start, rule, begin);
            return (left.get(name) ?? count(name)) > 0;
          });
          const begin = free ?? begins[0]!;
          const name = variables.onBreak(day, person.start, rule, begin);
          left.set(name, (left.get(name) ?? count(name)) - 1);
          return begin;
        }),
      );
    }
  }
  const working = need.map((needs) => new Array<number>(needs.length).fill(0));
  for (const { start, breaks } of people) {
    for (const [day, begins] of breaks.entries()) {
      if (begins === null) continue;
      const there = working[day]!;
      for (let n = start; n < start + rules.length; n += 1) there[n]! += 1;
      for (const [rule, begin] of begins.entries()) {
        for (let n = 0; n < rules.breaks[rule]!.length; n += 1) there[start + begin + n]! -= 1;
      }
    }
  }
  const missing = need.reduce(
    (sum, needs, day) =>
      sum + needs.reduce((short, needed, n) => short + Math.max(0, needed - working[day]![n]!), 0),
    0,
  );
  return {
    people: people.map(({ start, off, breaks }) => ({
      start,
      daysOff: rules.daysOff[off]!,
      breaks,
    })),
    working,
    missing,
    leastCost: solved.bound,
  };
}

/** How many must be rostered for so many on the telephone, when a share is ill, in training or away. */
export function rosteredFor(people: number, shrinkage: number): number {
  if (!(shrinkage >= 0 && shrinkage < 1)) {
    throw new RangeError(`shrinkage must be at least 0 and below 1, not ${shrinkage}`);
  }
  return Math.ceil(people / (1 - shrinkage) - 1e-9);
}

/** How many of those rostered are on the telephone. */
export function onTelephone(rostered: number, shrinkage: number): number {
  return Math.floor(rostered * (1 - shrinkage) + 1e-9);
}
