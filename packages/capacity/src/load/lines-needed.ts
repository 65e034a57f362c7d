import { leastWhole } from '../traffic/inverses.ts';
import { retrialLine } from '../traffic/retrials.ts';
import type { Redialling } from './blocking-table.ts';

/**
 * The least number of lines with which no more than a share of test calls finds the number busy, callers trying again as
 * they do. Throws `RangeError` for a share outside (0, 1).
 */
export function linesNeeded(
  offeredErlangs: number,
  busyAtMost: number,
  redialling: Redialling,
): number {
  if (!(busyAtMost > 0 && busyAtMost < 1)) {
    throw new RangeError(`the share of busy must lie between 0 and 1, not ${busyAtMost}`);
  }
  const isEnough = (lines: number): boolean =>
    (retrialLine({ offeredErlangs, lines, ...redialling })?.blocking ?? 1) <= busyAtMost;
  return leastWhole(isEnough);
}
