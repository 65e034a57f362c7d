import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import { outcomeMeaning } from '../verdicts/outcome-class.ts';

/** Calls that a window of the day needs before it is compared. */
const leastCalls = 6;
/** How much more often than in all hours a call has to get through, before a window is worth naming. */
const clearlyBetter = 0.15;
const windowMinutes = 120;

/** A window of the day with the test calls that were made in it. */
export interface DayWindow {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly calls: number;
  readonly reached: number;
}

/** A window of the day in which calls to a line get through clearly more often than they do in all hours. */
export type BestHours = DayWindow;

type DatedCall = { readonly startedAtMs: number; readonly outcome: CallOutcome };

/** How test calls fared in windows of two hours, in the order of the day; windows of too few calls are left out. */
export function hoursOfDay(calls: readonly DatedCall[], calendar: Calendar): DayWindow[] {
  return compared(countByWindow(calls, calendar).windows).sort(
    (one, other) => one.fromMinute - other.fromMinute,
  );
}

/** The best window of two hours by the test calls on record; null where they are too few or no window stands out. */
export function bestHours(calls: readonly DatedCall[], calendar: Calendar): BestHours | null {
  const { windows, all } = countByWindow(calls, calendar);
  const worthComparing = compared(windows);
  if (worthComparing.length < 2) return null;
  let best: BestHours | null = null;
  for (const one of worthComparing) {
    const share = one.reached / one.calls;
    if (share < all.reached / all.calls + clearlyBetter) continue;
    if (best !== null && share <= best.reached / best.calls) continue;
    best = one;
  }
  return best;
}

interface Count {
  calls: number;
  reached: number;
}

function countByWindow(calls: readonly DatedCall[], calendar: Calendar) {
  const windows = new Map<number, Count>();
  const all: Count = { calls: 0, reached: 0 };
  for (const { startedAtMs, outcome } of calls) {
    const meaning = outcomeMeaning[outcome];
    if (meaning === 'excluded') continue;
    const at = Math.floor(localTime(calendar, startedAtMs).minute / windowMinutes);
    const held = windows.get(at) ?? { calls: 0, reached: 0 };
    for (const one of [held, all]) {
      one.calls += 1;
      if (meaning === 'reached') one.reached += 1;
    }
    windows.set(at, held);
  }
  return { windows, all };
}

function compared(windows: ReadonlyMap<number, Count>): DayWindow[] {
  return [...windows]
    .filter(([, { calls }]) => calls >= leastCalls)
    .map(([at, one]) => ({
      fromMinute: at * windowMinutes,
      toMinute: (at + 1) * windowMinutes,
      ...one,
    }));
}
