import { studentQuantile } from '@everyline/capacity/simulate';

import { scoreInterval, type Proportion } from '../spot-checks/proportion.ts';

/** Calls of some lines, with the sums that tell how much the lines differ; those of several offices are added. */
export interface LineCalls {
  /** Lines that there are, called or not. */
  readonly linesInAll: number;
  /** Lines with a call that counts. */
  readonly lines: number;
  readonly of: number;
  readonly successes: number;
  /** Over the lines: calls × calls, successes × successes, calls × successes. */
  readonly ofSquares: number;
  readonly successSquares: number;
  readonly products: number;
}

export const noLineCalls: LineCalls = {
  linesInAll: 0,
  lines: 0,
  of: 0,
  successes: 0,
  ofSquares: 0,
  successSquares: 0,
  products: 0,
};

/** The calls of these groups of lines together; no line may stand in two of them. */
export function linesTogether(groups: readonly LineCalls[]): LineCalls {
  const sum = (key: keyof LineCalls) => groups.reduce((all, one) => all + one[key], 0);
  return {
    linesInAll: sum('linesInAll'),
    lines: sum('lines'),
    of: sum('of'),
    successes: sum('successes'),
    ofSquares: sum('ofSquares'),
    successSquares: sum('successSquares'),
    products: sum('products'),
  };
}

/**
 * As if half a line's calls had been seen that say that calls of one line are all alike: with few failures nobody can
 * see how the lines differ. Chosen by simulated coverage (rate-over-lines.test.ts).
 */
const doubtInLines = 0.5;

/** Two-sided 95 %. */
const share = 0.975;

/**
 * The share of the calls of some lines that got through, with the 95 % interval for all lines of the office. Calls of
 * one line are alike: ten calls to each of three lines out of thirty say little of the other twenty-seven. The sample
 * counts as many calls as are left when it is divided by the design effect of a sample of lines (Cochran, Sampling
 * Techniques, 3rd ed., ch. 9 and 10: ratio of clusters of unequal size with the correction for a finite population),
 * and Wilson's score stands on that, with Student's quantile for few lines. Where every line was called, no line is
 * left to guess at, and it is Wilson's interval of the calls.
 */
export function rateOverLines(calls: LineCalls): Proportion {
  const { successes, of, lines } = calls;
  if (of === 0) return { successes, of, rate: null, interval: [0, 1] };
  const rate = successes / of;
  const uncalled = 1 - Math.min(1, lines / Math.max(1, calls.linesInAll));
  const effect = 1 - uncalled + uncalled * lineEffect(calls, rate);
  const degrees = uncalled === 0 ? Infinity : Math.max(1, Math.floor((lines - 1) / uncalled));
  const quantile = degrees > mostDegrees ? undefined : studentQuantile(share, degrees);
  return { successes, of, rate, interval: scoreInterval(rate, of / effect, quantile) };
}

/** From here on Student's distribution is the normal one. */
const mostDegrees = 1_000;

/** How many calls count as one where lines are a sample from many: 1 where calls of a line are as different as any, all calls of a line where they are alike. */
function lineEffect({ lines, of, ...sums }: LineCalls, rate: number): number {
  const alike = of / lines;
  const independent = (rate * (1 - rate)) / of;
  if (lines < 2 || independent === 0) return alike;
  const squares = sums.successSquares - 2 * rate * sums.products + rate * rate * sums.ofSquares;
  const seen = Math.max(1, ((lines / (lines - 1)) * squares) / (of * of) / independent);
  const fewest = Math.min(sums.successes, of - sums.successes) / alike;
  const doubt = doubtInLines / (fewest + doubtInLines);
  return Math.max(seen, (1 - doubt) * seen + doubt * alike);
}
