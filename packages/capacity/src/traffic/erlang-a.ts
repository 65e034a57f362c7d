import { erlangB } from './erlang-b.ts';
import { gammaSeries } from './gamma.ts';

/** A queue whose callers give up when their patience ends (M/M/n+M), in its steady state. */
export interface ErlangA {
  /** The share of calls that must wait, 0–1. */
  readonly waiting: number;
  /** The share of calls that give up, 0–1. */
  readonly abandoned: number;
  /** Mean time in the queue over all calls, those that give up included, in mean handling times. */
  readonly meanWait: number;
  /** Mean number of callers that wait. */
  readonly meanQueue: number;
  /** Share of the time that a person is busy, 0–1. */
  readonly occupancy: number;
  /** The share of all calls that reach a person within a time, which is given in mean handling times. */
  readonly servedWithin: (time: number) => number;
  /** The share of all calls whose wait, ended by a person or by giving up, is no longer than a time. */
  readonly waitedAtMost: (time: number) => number;
}

/**
 * Palm's formula for impatient callers, whose patience is exponential (Palm 1957; Mandelbaum and Zeltyn 2007, sections 4
 * and 8). With c = n/θ and y = A/θ, all figures come from S(c, y) = Σ y^k / ((c+1)…(c+k)) and Erlang's loss B. Throws
 * `RangeError` for what is no load, no number of people or no patience.
 * @param offeredErlangs calls a second times mean handling time in seconds, > 0
 * @param people > 0; need not be whole
 * @param patience mean patience in mean handling times, > 0
 */
export function erlangA(offeredErlangs: number, people: number, patience: number): ErlangA {
  if (!(offeredErlangs > 0 && people > 0 && patience > 0 && Number.isFinite(patience))) {
    throw new RangeError(
      `Erlang A needs a load, people and patience > 0, not ${offeredErlangs}, ${people} and ${patience}`,
    );
  }
  const blocking = erlangB(offeredErlangs, people);
  const c = people * patience;
  const y = offeredErlangs * patience;
  const series = gammaSeries(c, y);
  // 1/S, which is 0 where S is beyond all numbers.
  const inverse = Math.exp(-series.logSum);
  const waiting = blocking / (inverse + (1 - inverse) * blocking);
  const abandoned = waiting * series.leaving;
  const meanWait = abandoned * patience;
  // What a caller of endless patience would wait has the density e^(y(1 − u)) u^c with u = e^(−θt).
  const beyond = (time: number, order: number): number => {
    const left = Math.exp(-time / patience);
    const { logSum } = gammaSeries(order, y * left);
    const log = (-order * time) / patience + y * (1 - left) + logSum - series.logSum;
    return waiting * (c / order) * Math.exp(log);
  };
  return {
    waiting,
    abandoned,
    meanWait,
    meanQueue: offeredErlangs * meanWait,
    occupancy: (offeredErlangs / people) * (1 - abandoned),
    servedWithin: (time) => (time < 0 ? 0 : Math.max(0, 1 - abandoned - beyond(time, c + 1))),
    waitedAtMost: (time) => (time < 0 ? 0 : 1 - beyond(time, c) * Math.exp(-time / patience)),
  };
}
