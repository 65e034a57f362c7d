/** A stretch of time; call times in ms. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How much of some stretches lies in a window, ms; what overlaps counts as often as it does. */
export function lengthWithin(
  stretches: readonly Stretch[],
  fromMs: number,
  untilMs: number,
): number {
  let sum = 0;
  for (const one of stretches)
    sum += Math.max(0, Math.min(one.toMs, untilMs) - Math.max(one.fromMs, fromMs));
  return sum;
}
