/**
 * The chance that of `trials` with the given `share` of success at least `successes` succeed: the upper tail of the binomial
 * distribution, exact but for rounding. Takes time in proportion to `trials`.
 */
export function upperTail(successes: number, trials: number, share: number): number {
  if (successes <= 0) return 1;
  if (successes > trials || share <= 0) return 0;
  if (share >= 1) return 1;
  const odds = Math.log(share) - Math.log1p(-share);
  // The logarithm of the chance of k successes, from none on; the greatest is taken out before they are summed.
  let log = trials * Math.log1p(-share);
  const logs: number[] = [];
  for (let k = 0; k <= trials; k += 1) {
    if (k > 0) log += Math.log((trials - k + 1) / k) + odds;
    if (k >= successes) logs.push(log);
  }
  const greatest = logs.reduce((most, one) => Math.max(most, one), -Infinity);
  const tail = logs.reduce((total, one) => total + Math.exp(one - greatest), 0);
  return Math.min(1, Math.exp(greatest) * tail);
}
