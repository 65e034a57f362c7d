import type { RecognisedCadence } from './cadences.ts';

/** The times of one round of a cadence as it was heard, ms: sound and pause in turn. */
export type MeasuredCadence = readonly number[];

/** Edges are found to 5 ms; medians of them are rounded to this. */
const ROUNDED_MS = 5;

/**
 * The medians of a cadence's bursts and of the pauses behind them; null where no whole round was heard. The last burst
 * is not measured: the answer may have cut it off.
 */
export function measureCadence(cadences: readonly RecognisedCadence[]): MeasuredCadence | null {
  const perRound = cadences.at(-1)?.burstsPerRound ?? 0;
  const times: number[][] = Array.from({ length: 2 * perRound }, () => []);
  for (const { bursts, burstsPerRound } of cadences) {
    if (burstsPerRound !== perRound) continue;
    for (const [n, burst] of bursts.entries()) {
      const place = 2 * (n % perRound);
      const next = bursts[n + 1];
      if (next === undefined || !burst.isWholeAtStart || !burst.isCleanAtEnd) continue;
      times[place]?.push(burst.toMs - burst.fromMs);
      times[place + 1]?.push(next.fromMs - burst.toMs);
    }
  }
  if (times.length === 0 || times.some((one) => one.length === 0)) return null;
  return times.map((one) => ROUNDED_MS * Math.round(median(one) / ROUNDED_MS));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}
