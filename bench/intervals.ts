/** The two-sided 95 % interval of a share by Wilson's score, rounded to 1e-5. */
export function wilson(part: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = part / of;
  const middle = share + z ** 2 / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const norm = 1 + z ** 2 / of;
  const rounded = (value: number) => Math.round(value * 1e5) / 1e5;
  return [rounded((middle - reach) / norm), rounded((middle + reach) / norm)];
}

/**
 * The one-sided upper 95 % bound of a rare share (Clopper and Pearson): the share at which no more than `part` of `of`
 * would be seen once in twenty times. With none seen it is 3 / `of`.
 */
export function upperBound(part: number, of: number): number {
  let low = part / of;
  let high = 1;
  for (let turn = 0; turn < 60; turn += 1) {
    const share = (low + high) / 2;
    if (atMost(part, of, share) > 0.05) low = share;
    else high = share;
  }
  return Number(high.toPrecision(3));
}

/** How probable it is that at most `part` of `of` are seen, each with probability `share`. */
function atMost(part: number, of: number, share: number): number {
  let log = of * Math.log1p(-share);
  let sum = Math.exp(log);
  for (let n = 1; n <= part; n += 1) {
    log += Math.log((of - n + 1) / n) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(log);
  }
  return sum;
}
