import {
  byFormula,
  checkPlan,
  onTelephone,
  peopleNeeded,
  rosteredFor,
  weekRoster,
  type Centre,
  type ShiftRules,
} from '@everyline/capacity';

import { solveProgramme } from '../packages/server/src/bindings/integer-programme.ts';
import type { BenchOptions } from './main.ts';

const share = 0.8;
const shrinkage = 0.15;
const mostSeconds = 60;
const gap = 0.01;
/** From seven to nine in the evening by quarter hour; a hotline's day with its two peaks. */
const intervals = 56;
const weekdays = [1.15, 1.05, 1, 0.97, 1, 0.45, 0.35];
const rules: ShiftRules = {
  starts: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22],
  length: 34,
  breaks: [
    { length: 1, begins: [6, 8, 10] },
    { length: 3, begins: [13, 14, 15, 16, 17, 18] },
    { length: 1, begins: [24, 26, 28] },
  ],
  daysOff: [0, 1, 2, 3, 4, 5, 6].map((day) => [day, (day + 1) % 7]),
};

/**
 * Staffing of a week: people needed in each quarter hour by simulation (at most 20 s of wait for 80 % of the calls, in every
 * quarter hour), shifts and breaks by integer programming, and the plan checked by the simulator on days that it was not
 * made with. Seconds are those of the processor: the machine may be shared.
 */
export async function run(options: BenchOptions): Promise<object> {
  const seed = Number(options.flags['seed'] ?? '1');
  const peak = Number(options.flags['peak'] ?? '340');
  const clock = stopwatch();
  const centres = weekdays.map((level) => hotline(peak * level));
  const needed = centres.map((centre, day) =>
    peopleNeeded({ centre, group: 0, share, days: 12, seed: seed + 1000 * day }),
  );
  const neededSeconds = clock();
  const need = needed.map(({ people }) => people.map((count) => rosteredFor(count, shrinkage)));
  const roster = await weekRoster(solveProgramme, rules, need, { gap, seconds: 45 });
  const rosterSeconds = clock();
  if (roster === null) return { ok: false, roster: 'none was found in time' };
  const checks = centres.map((centre, day) =>
    checkPlan(
      { centre, group: 0, days: 30, seed: seed + 1_000_000 + 1000 * day },
      roster.working[day]!.map((count) => onTelephone(count, shrinkage)),
    ),
  );
  const checkSeconds = clock();
  const formula = centres.map((centre) => byFormula({ centre, group: 0, share }));
  const hoursOf = (days: readonly (readonly number[])[]): number =>
    days.flat().reduce((sum, count) => sum + count, 0) / 4;
  const quarters = checks.flatMap(({ inTimeByInterval }) => inTimeByInterval);
  const isMet = checks.every(({ inTime }) => inTime.low >= share);
  const totalSeconds = neededSeconds + rosterSeconds + checkSeconds;
  return {
    ok: isMet && totalSeconds < mostSeconds && roster.people.length >= 190,
    people: roster.people.length,
    noRosterBelow: roster.leastCost === null ? null : rounded(roster.leastCost),
    missingPersonQuarters: roster.missing,
    personHours: {
      neededBySimulation: hoursOf(needed.map(({ people }) => people)),
      neededByFormula: hoursOf(formula),
      rosteredForThem: hoursOf(need),
      working: hoursOf(roster.working),
    },
    processorSeconds: {
      needed: rounded(neededSeconds),
      roster: rounded(rosterSeconds),
      check: rounded(checkSeconds),
      total: rounded(totalSeconds),
    },
    checked: {
      target: share,
      inTimeByDay: checks.map(({ inTime }) => [rounded(inTime.low), rounded(inTime.high)]),
      quartersBelowTarget: rounded(quarters.filter((one) => one < share).length / quarters.length),
      worstQuarter: rounded(Math.min(...quarters)),
      gaveUp: rounded(Math.max(...checks.map(({ gaveUp }) => gaveUp.mean))),
      occupancy: checks.map(({ occupancy }) => rounded(occupancy.mean)),
    },
  };
}

/** A day whose busiest quarter hour has so many calls. */
function hotline(peak: number): Centre {
  const arrivals = Array.from({ length: intervals }, (_, n) => {
    const hour = 7 + n / 4;
    const hump = (at: number, width: number): number => Math.exp(-(((hour - at) / width) ** 2));
    return (
      peak *
      (0.12 + 0.88 * Math.min(1, hump(10, 1.6) + 0.85 * hump(15.5, 2) + 0.25 * hump(19, 1.5)))
    );
  });
  return {
    intervalS: 900,
    intervals,
    kinds: [
      {
        arrivals,
        line: 0,
        priority: 0,
        handling: { shape: 'lognormal', meanS: 210, variation: 0.9 },
        wrapUp: { shape: 'exponential', meanS: 30 },
        patience: { shape: 'exponential', meanS: 150 },
        targetS: 20,
        again: {
          afterBusy: { first: 0, later: 0 },
          afterGivingUp: { first: 0.4, later: 0.3 },
          delay: { shape: 'exponential', meanS: 600 },
        },
        callback: null,
        ai: null,
      },
    ],
    groups: [{ kinds: [0], people: new Array<number>(intervals).fill(0) }],
    lines: [Infinity],
    aiChannels: 0,
  };
}

/** Seconds of processor time since it was asked last. */
function stopwatch(): () => number {
  let before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    return (user + system) / 1e6;
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
