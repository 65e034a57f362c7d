import {
  checkPlan,
  erlangB,
  forecastCalls,
  leastWhole,
  peopleNeeded,
  rosteredFor,
  type Centre,
  type CheckedPlan,
  type ComingDay,
  type ForecastDay,
} from '@everyline/capacity';
import { addDays, weekdayOf } from '@everyline/domain';

import { callDayKind, QUARTER_MINUTES, type CallRecord } from './call-record.ts';
import type { PlanTarget } from './plan-target.ts';

export interface StaffedDay {
  readonly forecast: ForecastDay;
  /** In each quarter hour, on the telephone, that the target takes. */
  readonly needed: readonly number[];
  /** The same as tried: they are on the telephone; and to be rostered, as a share of them is away. */
  readonly people: readonly number[];
  readonly rostered: readonly number[];
  /** Lines with which busy stays below the target in the busiest quarter hour. */
  readonly lines: number;
  /** What the simulator says of the plan, on other days than those it was made with. */
  readonly checked: CheckedPlan;
}

/** What is tried: so many people more (or fewer) than are needed, and a share of the calls that a machine settles, 0–1. */
export interface WhatIf {
  readonly more: number;
  readonly byMachine: number;
}

/** As needed, and nothing else. */
export const asNeeded: WhatIf = { more: 0, byMachine: 0 };

const FORECAST_LEVEL = 0.8;
const COMING_DAYS = 7;
const DAYS = { made: 15, checked: 20 } as const;

/**
 * Staff for the week after a record of calls: forecast by quarter hour, people by simulation so that the target is met in
 * each, lines, and what the simulator says of it. Days of the week on which nobody called are left out.
 * @param shrinkage the share of those rostered that is away, 0–1
 * @param whatIf what the simulator is to try instead
 */
export function* staffCalls(
  record: CallRecord,
  target: PlanTarget,
  shrinkage: number,
  whatIf: WhatIf,
): Generator<StaffedDay> {
  const forecasts = forecastCalls(record.days, comingDays(record), FORECAST_LEVEL);
  for (const [n, forecast] of forecasts.entries()) {
    const arrivals = forecast.expected.map((calls) => calls * (1 - whatIf.byMachine));
    const centre = centreOf(arrivals, target);
    const seed = 1 + 1000 * n;
    const { people: needed } = peopleNeeded({
      centre,
      group: 0,
      share: target.share,
      days: DAYS.made,
      seed,
    });
    const people = needed.map((count) => Math.max(0, count + whatIf.more));
    const checked = checkPlan({ centre, group: 0, days: DAYS.checked, seed: seed + 500 }, people);
    const busiest = (Math.max(...arrivals) * target.handlingS) / (QUARTER_MINUTES * 60);
    // Who waits holds a line as well.
    const held = busiest * (1 + checked.waitS.mean / target.handlingS);
    yield {
      forecast,
      needed,
      people,
      rostered: people.map((count) => rosteredFor(count, shrinkage)),
      lines: Math.max(
        ...people,
        leastWhole((lines) => erlangB(held, lines) <= target.busyAtMost),
      ),
      checked,
    };
  }
}

function comingDays({ days }: CallRecord): ComingDay[] {
  const open = new Set(days.map(({ date }) => weekdayOf(date)));
  return Array.from({ length: COMING_DAYS }, (_, n) => addDays(days.at(-1)!.date, n + 1))
    .map((date) => ({ date, kind: callDayKind(date), marks: [] }))
    .filter(({ date, kind }) => open.has(weekdayOf(date)) || kind === 'made_up');
}

function centreOf(arrivals: readonly number[], target: PlanTarget): Centre {
  return {
    intervalS: QUARTER_MINUTES * 60,
    intervals: arrivals.length,
    kinds: [
      {
        arrivals,
        line: 0,
        priority: 0,
        handling: { shape: 'lognormal', meanS: target.handlingS, variation: 0.9 },
        wrapUp: null,
        patience: { shape: 'exponential', meanS: target.patienceS },
        targetS: target.withinS,
        again: null,
        callback: null,
        ai: null,
      },
    ],
    groups: [{ kinds: [0], people: new Array<number>(arrivals.length).fill(0) }],
    lines: [Infinity],
    aiChannels: 0,
  };
}
