import { erlangB } from './erlang-b.ts';

/** A queue where everybody waits for as long as it takes (M/M/n), in its steady state. */
export interface ErlangC {
  /** The share of calls that must wait, 0–1. */
  readonly waiting: number;
  /** Mean time to a person over all calls, in mean handling times. */
  readonly meanWait: number;
  /** Mean number of callers that wait. */
  readonly meanQueue: number;
  /** Share of the time that a person is busy, 0–1. */
  readonly occupancy: number;
  /** The share of calls that wait no longer than a time, which is given in mean handling times. */
  readonly within: (time: number) => number;
}

/**
 * Erlang's delay formula C = nB / (n − A(1 − B)) (Teletraffic Engineering Handbook section 9.2). Null where the load is
 * not below the number of people: the queue would grow for ever. Throws `RangeError` as `erlangB` does.
 * @param offeredErlangs calls a second times mean handling time in seconds
 * @param people ≥ 0; need not be whole
 */
export function erlangC(offeredErlangs: number, people: number): ErlangC | null {
  const blocking = erlangB(offeredErlangs, people);
  if (offeredErlangs >= people) return null;
  const spare = people - offeredErlangs;
  const waiting = (people * blocking) / (people - offeredErlangs * (1 - blocking));
  const meanWait = waiting / spare;
  return {
    waiting,
    meanWait,
    meanQueue: offeredErlangs * meanWait,
    occupancy: offeredErlangs / people,
    within: (time) => 1 - waiting * Math.exp(-spare * Math.max(0, time)),
  };
}
