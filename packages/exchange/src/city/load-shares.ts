import { LineDay } from '@everyline/capacity';
import type { Loaded } from '../behaviours/behaviour.ts';
import { lossLineOf } from '../behaviours/line-traffic.ts';
import { seededRandom } from '../seeded-random.ts';

/** What calls meet on a loaded line; the three shares sum to 1. */
export interface LoadShares {
  readonly reached: number;
  readonly busy: number;
  readonly unanswered: number;
}

/** Half an hour: callers and staff of the sample city change on the half hour. */
export const binMinutes = 30;
const binsPerDay = 1_440 / binMinutes;

/** Days simulated for the truth of one load; 60 days of calls every 2 minutes are 900 calls a bin. */
const simulatedDays = 60;
const everyMs = 120_000;

const known = new Map<string, readonly LoadShares[]>();

/**
 * Shares by half hour of the day of what calls meet on a loaded line in the long run: simulated on
 * ordinary days that are none of the days on which it is probed. They depend on the load alone, so
 * lines with the same load share them.
 */
export function loadSharesByBin(line: Loaded, ringLimitMs: number): readonly LoadShares[] {
  const { seed: _seed, answers: _answers, ...load } = line;
  const key = JSON.stringify([load, ringLimitMs]);
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const met = Array.from({ length: binsPerDay }, () => ({ asked: 0, reached: 0, busy: 0 }));
  for (let day = 0; day < simulatedDays; day += 1) {
    const random = seededRandom(`truth/${key}/${String(day)}`);
    const simulated = new LineDay(lossLineOf(line, 1, 1), random);
    for (let atMs = random() * everyMs; atMs < 86_400_000; atMs += everyMs) {
      const bin = met[Math.floor(atMs / (binMinutes * 60_000))];
      if (bin === undefined) break;
      const result = simulated.attempt(atMs, random);
      bin.asked += 1;
      if (result.kind === 'busy') bin.busy += 1;
      else if (result.pickUpAfterMs !== null && result.pickUpAfterMs <= ringLimitMs) {
        bin.reached += 1;
      }
    }
  }
  const shares = met.map(({ asked, reached, busy }) => ({
    reached: reached / asked,
    busy: busy / asked,
    unanswered: (asked - reached - busy) / asked,
  }));
  known.set(key, shares);
  return shares;
}
