/** An interval for a mean. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The two-sided interval of Student for the mean of independent values: of days with different seeds, or of long
 * stretches of one simulation. Throws `RangeError` for fewer than two values.
 * @param level the chance with which it holds the mean, 0–1
 */
export function meanInterval(values: readonly number[], level: number): MeanInterval {
  const { length } = values;
  if (length < 2) throw new RangeError('an interval needs two values at least');
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const reach =
    studentQuantile((1 + level) / 2, length - 1) * Math.sqrt(squares / (length - 1) / length);
  return { mean, low: mean - reach, high: mean + reach };
}

/**
 * The quantile of Student's distribution, by halving on its distribution function, which for whole degrees of freedom
 * is a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4).
 * @param share 0.5–1
 */
export function studentQuantile(share: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (studentBelow(high, degrees) < share && high < 1e12) high *= 2;
  for (let halving = 0; halving < 80; halving += 1) {
    const middle = (low + high) / 2;
    if (studentBelow(middle, degrees) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The chance of a value below t ≥ 0. */
function studentBelow(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const square = cosine * cosine;
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < degrees; k += 2) {
    term *= ((k - 1) / k) * square;
    sum += term;
  }
  const between = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return 0.5 + between / 2;
}
