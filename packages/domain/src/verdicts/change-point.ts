import { lnBeta, lnChoose } from './beta.ts';

/** Where a line's chance to get through changed last. */
export interface ChangePoint {
  /** Calls before the change, of those that were given. */
  readonly before: number;
  /** How many times likelier this order of calls is with a change than without. */
  readonly odds: number;
}

/** Chance, at each look, to see a change in a line that has not changed. */
export const changeErrorRate = 0.002;
/** A change of less than this in the share that gets through is none that matters. */
const leastChange = 0.3;
const fewestBefore = 5;
const fewestAfter = 2;
/** So many of the latest calls are searched: all that matter, and few, in which an older change does not hide the last. */
const spans = [120, 30];
/** Jeffreys' prior of either rate. */
const half = 0.5;

/**
 * The last change in a line's calls, in time order, `true` for those that got through; null where chance explains their
 * order. Without a change every order of so many calls that got through is equally likely, whatever the rate: so the
 * likelihood of the order under a change at an unknown call, with unknown rates before and after, divided by its mean over
 * all orders, exceeds 1 ÷ error with at most that chance (Markov's inequality); the error is shared out over the spans that are searched.
 */
export function lastChange(calls: readonly boolean[]): ChangePoint | null {
  let found: ChangePoint | null = null;
  for (;;) {
    const since = found?.before ?? 0;
    const later = spans
      .flatMap((span) => {
        const from = Math.max(since, calls.length - span);
        const one = changeIn(calls.slice(from));
        return one === null ? [] : [{ ...one, before: from + one.before }];
      })
      .reduce<ChangePoint | null>(
        (last, one) => (last === null || one.before > last.before ? one : last),
        null,
      );
    if (later === null) return found;
    found = later;
  }
}

function changeIn(calls: readonly boolean[]): ChangePoint | null {
  const n = calls.length;
  const all = calls.filter(Boolean).length;
  if (n < fewestBefore + fewestAfter || all === 0 || all === n) return null;
  let reached = 0;
  let best = { before: 0, log: -Infinity };
  let told = 0;
  let mean = 0;
  for (let before = 1; before < n; before += 1) {
    if (calls[before - 1] === true) reached += 1;
    if (before < fewestBefore || n - before < fewestAfter) continue;
    const log = likelihood(before, reached) + likelihood(n - before, all - reached);
    told += Math.exp(log);
    for (let some = Math.max(0, all - (n - before)); some <= Math.min(before, all); some += 1) {
      mean += Math.exp(
        lnChoose(before, some) +
          lnChoose(n - before, all - some) -
          lnChoose(n, all) +
          likelihood(before, some) +
          likelihood(n - before, all - some),
      );
    }
    const change = Math.abs(reached / before - (all - reached) / (n - before));
    if (log > best.log && change >= leastChange) best = { before, log };
  }
  const odds = told / mean;
  return best.before > 0 && odds >= spans.length / changeErrorRate
    ? { before: best.before, odds }
    : null;
}

/** Logarithm of the chance of one order of so many calls of which some got through, the rate unknown. */
function likelihood(calls: number, reached: number): number {
  return lnBeta(reached + half, calls - reached + half) - lnBeta(half, half);
}
