import type { CallKind, Centre } from '../simulate/centre.ts';
import { meanInterval, type MeanInterval } from '../simulate/confidence.ts';
import type { DayFigures, DayPart } from '../simulate/day-figures.ts';
import { Simulation } from '../simulate/simulation.ts';
import { peopleForImpatient, peopleForPatient } from '../traffic/inverses.ts';

export interface StaffingQuestion {
  /** The day; the people of the group asked for are found, those of other groups stay. */
  readonly centre: Centre;
  readonly group: number;
  /** The share of calls for people that is to be answered within the kinds' targets, 0–1, in every interval. */
  readonly share: number;
  /** Simulated days a step; more give steadier answers. */
  readonly days: number;
  readonly seed: number;
}

export interface PeopleNeeded {
  /** In each interval, on the telephone. */
  readonly people: readonly number[];
  /** The share served in time in each interval, over the simulated days; 1 where nobody called. */
  readonly inTime: readonly number[];
}

const MOST_STEPS = 60;

/**
 * The people needed in each interval of a day, by simulation: starts with the formula of the interval (Erlang A, or C
 * where nobody gives up), adds where the simulated days serve too few in time, then takes away where that does no harm.
 * What one interval leaves over is felt in the next, which formulas do not see. The same question gives the same answer.
 * Throws `RangeError` for what is no centre, group or share.
 */
export function peopleNeeded(question: StaffingQuestion): PeopleNeeded {
  const { centre, group, share } = question;
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`the share served in time must lie between 0 and 1, not ${share}`);
  }
  if (centre.groups[group] === undefined) throw new RangeError(`there is no group ${group}`);
  const people = byFormula(question);
  let inTime = sharesInTime(question, people);
  for (let step = 0; step < MOST_STEPS && inTime.some((served) => served < share); step += 1) {
    for (const [n, served] of inTime.entries()) {
      if (served < share) people[n]! += 1 + Math.floor(0.15 * (share - served) * people[n]!);
    }
    inTime = sharesInTime(question, people);
  }
  return trimmed(question, people, inTime);
}

/** Takes people away, in every other interval at once, and gives them back where the target is missed for it. */
function trimmed(
  question: StaffingQuestion,
  people: number[],
  before: readonly number[],
): PeopleNeeded {
  const { share } = question;
  let inTime = before;
  const isSettled = people.map((count) => count === 0);
  for (let step = 0; step < MOST_STEPS && isSettled.includes(false); step += 1) {
    const tried = people
      .keys()
      .filter((n) => n % 2 === step % 2 && !isSettled[n])
      .toArray();
    if (tried.length === 0) continue;
    const fewer = people.slice();
    for (const n of tried) fewer[n]! -= 1;
    const served = sharesInTime(question, fewer);
    // An interval may be short because of those before it: each missed one gives back all near it.
    for (const n of tried) {
      const isHarmless = [n, n + 1, n + 2].every((near) => (served[near] ?? 1) >= share);
      if (!isHarmless) {
        fewer[n]! += 1;
        isSettled[n] = true;
      } else if (fewer[n] === 0) isSettled[n] = true;
    }
    const kept = sharesInTime(question, fewer);
    if (kept.every((value) => value >= share)) {
      people.splice(0, people.length, ...fewer);
      inTime = kept;
    } else for (const n of tried) isSettled[n] = true;
  }
  return { people, inTime };
}

/** What the formula of each interval says alone. */
export function byFormula({
  centre,
  group,
  share,
}: Omit<StaffingQuestion, 'days' | 'seed'>): number[] {
  const kinds = (centre.groups[group]?.kinds ?? []).map((kind) => centre.kinds[kind]!);
  return Array.from({ length: centre.intervals }, (_, n) => {
    let erlangs = 0;
    let calls = 0;
    let patienceS = 0;
    let targetS = 0;
    for (const kind of kinds) {
      const forPeople = kind.arrivals[n]! * (1 - settledShare(kind));
      calls += forPeople;
      erlangs += (forPeople * (kind.handling.meanS + (kind.wrapUp?.meanS ?? 0))) / centre.intervalS;
      patienceS += forPeople * (kind.patience?.meanS ?? Infinity);
      targetS += forPeople * kind.targetS;
    }
    if (!(erlangs > 0)) return 0;
    const talkS = (erlangs * centre.intervalS) / calls;
    const target = { share, within: targetS / calls / talkS };
    const patience = patienceS / calls / talkS;
    return Number.isFinite(patience) && patience > 0
      ? peopleForImpatient(erlangs, patience, target)
      : peopleForPatient(erlangs, target);
  });
}

function settledShare({ ai }: CallKind): number {
  return ai === null ? 0 : ai.takes * ai.solves;
}

/** A centre with other people in one group. */
export function withPeople(centre: Centre, group: number, people: readonly number[]): Centre {
  const groups = centre.groups.map((one, n) => (n === group ? { ...one, people } : one));
  return { ...centre, groups };
}

function sharesInTime(question: StaffingQuestion, people: readonly number[]): number[] {
  const { centre, group, days, seed } = question;
  const { kinds } = centre.groups[group]!;
  const simulation = new Simulation(withPeople(centre, group, people));
  const inTime = new Float64Array(centre.intervals);
  const forPeople = new Float64Array(centre.intervals);
  for (let day = 0; day < days; day += 1) {
    const figures = simulation.run(seed + day);
    for (let n = 0; n < centre.intervals; n += 1) {
      for (const kind of kinds) {
        const part = { kind, from: n, to: n + 1 };
        inTime[n]! += figures.count('inTarget', part);
        forPeople[n]! += callsForPeople(figures, part);
      }
    }
  }
  return Array.from(inTime, (served, n) => (forPeople[n] === 0 ? 1 : served / forPeople[n]!));
}

/** Calls that got a line and were not settled by the machine. */
function callsForPeople(figures: DayFigures, part: DayPart): number {
  return (
    figures.count('attempts', part) - figures.count('busy', part) - figures.count('aiSolved', part)
  );
}

export interface CheckedPlan {
  /** The share of calls for people that is served in time, over the day, with its 95 % interval. */
  readonly inTime: MeanInterval;
  /** The share of calls for people that give up. */
  readonly gaveUp: MeanInterval;
  /** The share of calls that find all lines occupied. */
  readonly busy: MeanInterval;
  /** The mean wait of those who were answered, in seconds. */
  readonly waitS: MeanInterval;
  /** The share of the people's time in which they talk or write up. */
  readonly occupancy: MeanInterval;
  readonly inTimeByInterval: readonly number[];
}

/** What the simulator says of a plan, on days that need not be those it was made with. */
export function checkPlan(
  question: Omit<StaffingQuestion, 'share'>,
  people: readonly number[],
): CheckedPlan {
  const { centre, group, days, seed } = question;
  const simulation = new Simulation(withPeople(centre, group, people));
  const simulated = Array.from({ length: days }, (_, day) => simulation.run(seed + day));
  const { kinds } = centre.groups[group]!;
  const thereS = people.reduce((sum, count) => sum + count * centre.intervalS, 0);
  const over = (value: (day: DayFigures, part: DayPart) => number) => (day: DayFigures) =>
    kinds.reduce((sum, kind) => sum + value(day, { kind }), 0);
  const ratio = (
    part: (day: DayFigures) => number,
    of: (day: DayFigures) => number,
  ): MeanInterval =>
    meanInterval(
      simulated.map((day) => part(day) / Math.max(1, of(day))),
      0.95,
    );
  const counted = (what: Parameters<DayFigures['count']>[0]) =>
    over((day, part) => day.count(what, part));
  const forPeople = over(callsForPeople);
  return {
    inTime: ratio(counted('inTarget'), forPeople),
    gaveUp: ratio(counted('gaveUp'), forPeople),
    busy: ratio(counted('busy'), counted('attempts')),
    waitS: ratio(counted('answeredWaitS'), counted('answered')),
    occupancy: ratio(
      (day) => day.groupBusyS(group),
      () => thereS,
    ),
    inTimeByInterval: sharesInTime({ ...question, share: 0.5 }, people),
  };
}
