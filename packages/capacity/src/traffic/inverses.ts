import { erlangA } from './erlang-a.ts';
import { erlangB } from './erlang-b.ts';
import { erlangC } from './erlang-c.ts';

const MOST = 1_000_000;

/**
 * The least whole number from 1 on that is enough, where whatever is more than enough is enough too: by doubling and
 * halving. Throws `RangeError` where a million is not.
 */
export function leastWhole(isEnough: (count: number) => boolean): number {
  let high = 1;
  while (!isEnough(high)) {
    high *= 2;
    if (high > MOST) throw new RangeError(`not even ${MOST} are enough`);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function checkShare(share: number, of: string): void {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`${of} must lie between 0 and 1, not ${share}`);
  }
}

/**
 * The load in erlangs of which a number of lines blocks a share (inverse of Erlang B in its load), by Newton's steps on
 * the logarithms, where dB/dA = B(n/A − 1 + B), kept between bounds. Throws `RangeError` for a share outside (0, 1) and
 * for lines that are none.
 * @param lines > 0; need not be whole
 */
export function erlangBLoad(blocking: number, lines: number): number {
  checkShare(blocking, 'the share of blocked calls');
  if (!(lines > 0 && Number.isFinite(lines))) {
    throw new RangeError(`the load needs lines > 0, not ${lines}`);
  }
  const goal = Math.log(blocking);
  let low = -Infinity;
  let high = Infinity;
  let log = Math.log(lines);
  for (let step = 0; step < 200; step += 1) {
    const load = Math.exp(log);
    const blocked = erlangB(load, lines);
    // Far below the lines the loss is beyond all numbers: it is too small there.
    const error = Math.log(blocked) - goal;
    if (error > 0) high = log;
    else low = log;
    let next = log - error / (lines - load * (1 - blocked));
    if (!(next > low && next < high)) {
      next = low === -Infinity ? log - 1 : high === Infinity ? log + 1 : (low + high) / 2;
    }
    if (Math.abs(next - log) <= 1e-14 * Math.max(1, Math.abs(log))) return Math.exp(next);
    log = next;
  }
  return Math.exp(log);
}

/**
 * How many lines block no more than a share of a load (inverse of Erlang B in its lines, not rounded to whole ones).
 * Throws `RangeError` for a share outside (0, 1) and for what is no load.
 * @param offeredErlangs > 0
 */
export function erlangBLines(offeredErlangs: number, blocking: number): number {
  checkShare(blocking, 'the share of blocked calls');
  if (!(offeredErlangs > 0)) throw new RangeError(`lines need a load > 0, not ${offeredErlangs}`);
  let high = leastWhole((lines) => erlangB(offeredErlangs, lines) <= blocking);
  let low = high - 1;
  for (let halving = 0; halving < 50 && high - low > 1e-14 * high; halving += 1) {
    const middle = (low + high) / 2;
    if (erlangB(offeredErlangs, middle) <= blocking) high = middle;
    else low = middle;
  }
  return high;
}

/** What a queue is to achieve; times are in mean handling times. */
export interface QueueTarget {
  /** This share of the calls, 0–1, … */
  readonly share: number;
  /** … is to reach a person within this time. */
  readonly within: number;
}

/**
 * The least people with whom the share of calls within the time is reached where everybody waits for as long as it takes
 * (Erlang C). Throws `RangeError` for a share outside (0, 1).
 */
export function peopleForPatient(offeredErlangs: number, { share, within }: QueueTarget): number {
  checkShare(share, 'the share served in time');
  return leastWhole((people) => (erlangC(offeredErlangs, people)?.within(within) ?? 0) >= share);
}

/**
 * The same where callers give up (Erlang A), who count as not served. Throws `RangeError` for a share outside (0, 1).
 * @param patience mean patience in mean handling times
 */
export function peopleForImpatient(
  offeredErlangs: number,
  patience: number,
  { share, within }: QueueTarget,
): number {
  checkShare(share, 'the share served in time');
  return leastWhole(
    (people) => erlangA(offeredErlangs, people, patience).servedWithin(within) >= share,
  );
}
