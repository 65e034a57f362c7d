/** What is counted of the calls of each kind and interval; an attempt counts where it began. */
export const COUNTED = [
  /** New callers. */
  'callers',
  /** Calls, repeated ones included. */
  'attempts',
  /** Calls that found all lines occupied. */
  'busy',
  /** Calls that reached a person while the caller waited. */
  'answered',
  /** Those of them that waited no longer than the target. */
  'inTarget',
  /** Calls that ended because patience did. */
  'gaveUp',
  /** Seconds in the queue of those that were answered, and of those that gave up. */
  'answeredWaitS',
  'gaveUpWaitS',
  /** Seconds from the call to the person, the machine's talk included, of those that were answered. */
  'toPersonS',
  /** Calls that the machine took, and those of them that it settled. */
  'aiTook',
  'aiSolved',
  /** Waiting callers who accepted a call back; those called back and reached, and those not reached. */
  'callbacksTaken',
  'calledBack',
  'callbacksMissed',
  /** Seconds from the wait's begin to the call back. */
  'callbackWaitS',
  /** Callers who failed and did not try again, and who were left waiting when the last person had gone. */
  'lost',
] as const;

export type Counted = (typeof COUNTED)[number];

/** Which part of the day; all of it where nothing is said. */
export interface DayPart {
  readonly kind?: number;
  /** The first interval, and the one after the last. */
  readonly from?: number;
  readonly to?: number;
}

const { length: FIELDS } = COUNTED;

/** What happened on one simulated day. */
export class DayFigures {
  readonly intervals: number;
  readonly kinds: number;
  /** By interval, kind and what is counted, in this order. */
  readonly counts: Float64Array;
  /** Seconds in which people of a group were occupied: by interval and group. */
  readonly busyS: Float64Array;
  /** Seconds of occupied lines, and seconds in which all were: by interval and line. */
  readonly occupiedS: Float64Array;
  readonly allOccupiedS: Float64Array;
  readonly #groups: number;
  readonly #lines: number;

  constructor(size: { intervals: number; kinds: number; groups: number; lines: number }) {
    this.intervals = size.intervals;
    this.kinds = size.kinds;
    this.#groups = size.groups;
    this.#lines = size.lines;
    // One interval more, for what happens after the last.
    const rows = size.intervals + 1;
    this.counts = new Float64Array(rows * size.kinds * FIELDS);
    this.busyS = new Float64Array(rows * size.groups);
    this.occupiedS = new Float64Array(rows * size.lines);
    this.allOccupiedS = new Float64Array(rows * size.lines);
  }

  /** How many, or how many seconds, of what is counted. */
  count(what: Counted, { kind, from = 0, to = this.intervals }: DayPart = {}): number {
    const field = COUNTED.indexOf(what);
    let sum = 0;
    for (let interval = from; interval < to; interval += 1) {
      for (let n = kind ?? 0; n < (kind === undefined ? this.kinds : kind + 1); n += 1) {
        sum += this.counts[(interval * this.kinds + n) * FIELDS + field]!;
      }
    }
    return sum;
  }

  /** Seconds in which people of a group were occupied. */
  groupBusyS(group: number, { from = 0, to = this.intervals }: DayPart = {}): number {
    return sumColumn(this.busyS, this.#groups, group, from, to);
  }

  /** Seconds of occupied lines. */
  lineOccupiedS(line: number, { from = 0, to = this.intervals }: DayPart = {}): number {
    return sumColumn(this.occupiedS, this.#lines, line, from, to);
  }

  /** Seconds in which all lines were occupied: when a test call finds the number busy. */
  lineFullS(line: number, { from = 0, to = this.intervals }: DayPart = {}): number {
    return sumColumn(this.allOccupiedS, this.#lines, line, from, to);
  }
}

function sumColumn(
  values: Float64Array,
  columns: number,
  column: number,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let row = from; row < to; row += 1) sum += values[row * columns + column]!;
  return sum;
}
