import type { CallKind, Centre } from './centre.ts';

/** One kind of call and one group of people, as traffic theory has it: everything is exponential. */
export interface OneQueue {
  readonly offeredErlangs: number;
  readonly people: number;
  readonly handlingS: number;
  /** Infinity where everybody waits for as long as it takes. */
  readonly patienceS: number;
  readonly lines: number;
  readonly again: CallKind['again'];
  readonly targetS: number;
  readonly intervalS: number;
  readonly intervals: number;
}

/** A queue at a steady load, for comparison with the formulas. */
export function oneQueue(queue: OneQueue): Centre {
  const { offeredErlangs, people, handlingS, patienceS, intervalS, intervals } = queue;
  const perInterval = (offeredErlangs / handlingS) * intervalS;
  return {
    intervalS,
    intervals,
    kinds: [
      {
        arrivals: new Array<number>(intervals).fill(perInterval),
        line: 0,
        priority: 0,
        handling: { shape: 'exponential', meanS: handlingS },
        wrapUp: null,
        patience: patienceS === Infinity ? null : { shape: 'exponential', meanS: patienceS },
        targetS: queue.targetS,
        again: queue.again,
        callback: null,
        ai: null,
      },
    ],
    groups: [{ kinds: [0], people: new Array<number>(intervals).fill(people) }],
    lines: [queue.lines],
    aiChannels: 0,
  };
}
