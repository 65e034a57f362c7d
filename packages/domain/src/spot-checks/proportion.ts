/** A share that was counted, with what it was counted from. */
export interface Proportion {
  readonly successes: number;
  readonly of: number;
  /** null where there was nothing to count. */
  readonly rate: number | null;
  /** 95 % interval by Wilson's score; `[0, 1]` where there was nothing to count. */
  readonly interval: readonly [number, number];
}

/** How two shares differ, the later less the earlier. */
export interface ProportionDifference {
  readonly difference: number;
  /** 95 % interval by Newcombe's method, from the two score intervals. */
  readonly interval: readonly [number, number];
  /** The interval contains no difference at all: chance alone may have made this one. */
  readonly withinChance: boolean;
}

/** Two-sided 95 % of the normal distribution. */
const z = 1.959963984540054;

export function proportion(successes: number, of: number): Proportion {
  if (of === 0) return { successes, of, rate: null, interval: [0, 1] };
  const rate = successes / of;
  return { successes, of, rate, interval: scoreInterval(rate, of) };
}

/** Wilson's score interval of a share that was found in so many independent trials, not whole ones too. */
export function scoreInterval(rate: number, of: number, quantile = z): [number, number] {
  const square = quantile * quantile;
  const shrunk = 1 + square / of;
  const middle = (rate + square / (2 * of)) / shrunk;
  const half = (quantile / shrunk) * Math.sqrt((rate * (1 - rate)) / of + square / (4 * of * of));
  return [rate === 0 ? 0 : Math.max(0, middle - half), rate === 1 ? 1 : Math.min(1, middle + half)];
}

/** The difference of two independent shares; null where one of them has no sample. */
export function compareProportions(
  later: Proportion,
  earlier: Proportion,
): ProportionDifference | null {
  if (later.rate === null || earlier.rate === null) return null;
  const difference = later.rate - earlier.rate;
  const below = Math.hypot(later.rate - later.interval[0], earlier.interval[1] - earlier.rate);
  const above = Math.hypot(later.interval[1] - later.rate, earlier.rate - earlier.interval[0]);
  const interval = [difference - below, difference + above] as const;
  return { difference, interval, withinChance: interval[0] <= 0 && interval[1] >= 0 };
}
