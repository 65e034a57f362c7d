import type { VerdictPolicy } from '../campaigns/campaign.ts';
import { decideReach } from './reach-decision.ts';
import type { VerdictPrior } from './verdict.ts';

/** How a line is called: so many days, so many attempts each, and whether a reached line is left alone that day. */
export interface CallingScheme {
  readonly days: number;
  readonly attemptsPerDay: number;
  /** Promise 1: none after a person has answered that day; false for lines that a machine answers. */
  readonly stopDayWhenReached: boolean;
}

/** What becomes of a line with a given reach rate. */
export interface OperatingCharacteristic {
  readonly healthy: number;
  readonly faulty: number;
  readonly undetermined: number;
  readonly meanCalls: number;
}

/**
 * Exact chances of each verdict side under a calling scheme, for calls that get through
 * independently at `rate`: every path of days and attempts is followed, none is sampled.
 */
export function operatingCharacteristic(
  rate: number,
  scheme: CallingScheme,
  policy: VerdictPolicy,
  prior: VerdictPrior,
): OperatingCharacteristic {
  let healthy = 0;
  let faulty = 0;
  let undetermined = 0;
  let meanCalls = 0;
  const decide = (reached: number, failed: number, days: number, final: boolean) =>
    decideReach({ reached, failed, days }, policy, prior, final).side;
  // Chance of each open tally at the start of a day, by `reached/failed`.
  let open = new Map<string, { reached: number; failed: number; chance: number }>([
    ['0/0', { reached: 0, failed: 0, chance: 1 }],
  ]);
  for (let day = 1; day <= scheme.days; day += 1) {
    let trying = [...open.values()];
    const atNight = new Map<string, { reached: number; failed: number; chance: number }>();
    for (let attempt = 1; attempt <= scheme.attemptsPerDay; attempt += 1) {
      const next: typeof trying = [];
      for (const { reached, failed, chance } of trying) {
        meanCalls += chance;
        for (const got of [true, false]) {
          const weight = chance * (got ? rate : 1 - rate);
          if (weight === 0) continue;
          const tally = { reached: reached + (got ? 1 : 0), failed: failed + (got ? 0 : 1) };
          const side = decide(tally.reached, tally.failed, day, false);
          if (side === 'healthy') healthy += weight;
          else if (side === 'faulty') faulty += weight;
          else if ((got && scheme.stopDayWhenReached) || attempt === scheme.attemptsPerDay) {
            add(atNight, tally.reached, tally.failed, weight);
          } else next.push({ ...tally, chance: weight });
        }
      }
      trying = next;
    }
    open = atNight;
  }
  for (const { reached, failed, chance } of open.values()) {
    const side = decide(reached, failed, scheme.days, true);
    if (side === 'healthy') healthy += chance;
    else if (side === 'faulty') faulty += chance;
    else undetermined += chance;
  }
  return { healthy, faulty, undetermined, meanCalls };
}

function add(
  tallies: Map<string, { reached: number; failed: number; chance: number }>,
  reached: number,
  failed: number,
  chance: number,
): void {
  const key = `${reached}/${failed}`;
  const known = tallies.get(key);
  if (known) known.chance += chance;
  else tallies.set(key, { reached, failed, chance });
}
