import type { LineTarget } from '@everyline/capacity/load';
import { Simulation } from '@everyline/capacity/simulate';

import { usualDay } from '../causes/usual-day.ts';
import type { CallersMeet } from './proposal.ts';

/** The hours of an office, 9 to 17 o'clock, as multiples of its mean hour. */
export const officeShares: readonly number[] = (() => {
  const hours = usualDay.slice(9, 17);
  const mean = hours.reduce<number>((sum, share) => sum + share, 0) / hours.length;
  return hours.map((share) => share / mean);
})();

/** A number with what stands behind it. */
export interface Desk {
  /** New calls of the mean hour. */
  readonly erlangs: number;
  readonly lines: number;
  readonly people: number;
  /** Whether a machine answers first what it can. */
  readonly assistant: boolean;
}

/** What a machine in front of people is taken to do, until its own figures are there: three calls in ten end with it. */
export const assistant = { takes: 0.6, solves: 0.5, talkS: 60 } as const;

/** After so many calls busy is known to about one in a hundred. */
const mostDays = 60;
const enoughCalls = 8_000;

/** What callers of a desk meet on its working days, by simulation; the same desk gives the same figures. */
export function callersMeet(desk: Desk, target: LineTarget): CallersMeet {
  const { erlangs, lines, people } = desk;
  const { handlingS, patienceS, withinS, redialling } = target;
  const hourly = (erlangs * 3_600) / handlingS;
  const again = { first: redialling.firstPersistence, later: redialling.laterPersistence };
  const exponential = (meanS: number) => ({ shape: 'exponential', meanS }) as const;
  const simulation = new Simulation({
    intervalS: 3_600,
    intervals: officeShares.length,
    kinds: [
      {
        arrivals: officeShares.map((share) => share * hourly),
        line: 0,
        priority: 0,
        handling: exponential(handlingS),
        wrapUp: null,
        patience: exponential(patienceS),
        targetS: withinS,
        again: {
          afterBusy: again,
          afterGivingUp: again,
          delay: exponential(handlingS / redialling.triesPerHoldingTime),
        },
        callback: null,
        ai: desk.assistant
          ? { takes: assistant.takes, solves: assistant.solves, talk: exponential(assistant.talkS) }
          : null,
      },
    ],
    groups: [{ kinds: [0], people: officeShares.map(() => people) }],
    lines: [lines],
    aiChannels: desk.assistant ? lines : 0,
  });
  const sums = { attempts: 0, busy: 0, answered: 0, inTarget: 0, toPersonS: 0, aiSolved: 0 };
  for (let day = 1; day <= mostDays && sums.attempts < enoughCalls; day += 1) {
    const figures = simulation.run(day);
    for (const what of Object.keys(sums) as (keyof typeof sums)[]) {
      sums[what] += figures.count(what);
    }
  }
  const { attempts, busy, answered, inTarget, toPersonS, aiSolved } = sums;
  return {
    busy: attempts === 0 ? 0 : busy / attempts,
    waitS: answered === 0 ? 0 : toPersonS / answered,
    inTime: attempts === 0 ? 1 : (inTarget + aiSolved) / attempts,
  };
}

/** What callers of several numbers meet together: each weighs by its calls. */
export function callersOfAll(desks: readonly Desk[], target: LineTarget): CallersMeet {
  const total = desks.reduce((sum, { erlangs }) => sum + erlangs, 0);
  const met = desks.map((desk) => ({ weight: desk.erlangs / total, ...callersMeet(desk, target) }));
  const mean = (of: (one: CallersMeet) => number): number =>
    met.reduce((sum, one) => sum + one.weight * of(one), 0);
  return {
    busy: mean((one) => one.busy),
    waitS: mean((one) => one.waitS),
    inTime: mean((one) => one.inTime),
  };
}
