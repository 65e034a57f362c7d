import { erlangA } from '../traffic/erlang-a.ts';
import { leastWhole, peopleForImpatient } from '../traffic/inverses.ts';
import { retrialLine } from '../traffic/retrials.ts';
import type { Redialling } from './blocking-table.ts';

/** What a line is to achieve, and what test calls cannot tell of its callers. */
export interface LineTarget {
  /** The share of calls, over the published hours, that may find it busy, 0–1. */
  readonly busyAtMost: number;
  /** In the busiest hour this share of the calls is to reach a person … */
  readonly share: number;
  /** … within so many seconds. */
  readonly withinS: number;
  /** How long a call takes a person. */
  readonly handlingS: number;
  /** How long callers wait on the mean before they give up. */
  readonly patienceS: number;
  readonly redialling: Redialling;
}

export interface LineNeed {
  /** Lines that must be there, those of waiting callers included. */
  readonly lines: number;
  /** People who must answer in the busiest hour. */
  readonly people: number;
  /** The share of busy with so many lines, on the mean over the hours, 0–1. */
  readonly busy: number;
}

/**
 * Lines and people that a load needs: people by Erlang A in the busiest hour; the least lines with which busy stays
 * below the target on the mean over the hours, callers trying again as they do, and no fewer than people.
 * Throws `RangeError` for a load or a target that is none.
 * @param erlangs new calls of the mean hour
 * @param shares the hours' loads as multiples of the mean hour's
 */
export function lineNeed(erlangs: number, shares: readonly number[], target: LineTarget): LineNeed {
  const { busyAtMost, share, withinS, handlingS, patienceS, redialling } = target;
  if (!(busyAtMost > 0 && busyAtMost < 1)) {
    throw new RangeError(`the share of busy must lie between 0 and 1, not ${busyAtMost}`);
  }
  const busiest = erlangs * Math.max(...shares);
  const patience = patienceS / handlingS;
  const people = peopleForImpatient(busiest, patience, { share, within: withinS / handlingS });
  // Who waits holds a line as well.
  const held = 1 + erlangA(busiest, people, patience).meanWait;
  const busyWith = (count: number): number => {
    const busy = shares.map(
      (part) =>
        retrialLine({ offeredErlangs: erlangs * part * held, lines: count, ...redialling })
          ?.blocking ?? 1,
    );
    return busy.reduce((sum, one) => sum + one, 0) / busy.length;
  };
  const least = leastWhole((count) => busyWith(count) <= busyAtMost);
  const lines = Math.max(least, people);
  return { lines, people, busy: busyWith(lines) };
}
