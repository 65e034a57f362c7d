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
  const decide = ({ reached, failed, blankDays }: Path, days: number, isFinal: boolean) =>
    decideReach({ reached, failed, blankDays, days }, policy, prior, isFinal).side;
  // Open tallies at the start of a day.
  let open = new Map<string, Path>([['', { reached: 0, failed: 0, blankDays: [], chance: 1 }]]);
  for (let day = 1; day <= scheme.days; day += 1) {
    let trying = [...open.values()].map((start) => ({ start, now: start }));
    const atNight = new Map<string, Path>();
    for (let attempt = 1; attempt <= scheme.attemptsPerDay; attempt += 1) {
      const next: typeof trying = [];
      for (const { start, now } of trying) {
        meanCalls += now.chance;
        for (const got of [true, false]) {
          const chance = now.chance * (got ? rate : 1 - rate);
          if (chance === 0) continue;
          const reached = now.reached + (got ? 1 : 0);
          const failed = now.failed + (got ? 0 : 1);
          const isBlank = attempt > 1 && reached === start.reached;
          const blankDays = isBlank ? [...start.blankDays, attempt].sort() : start.blankDays;
          const path = { reached, failed, blankDays, chance };
          const side = decide(path, day, false);
          if (side === 'healthy') healthy += chance;
          else if (side === 'faulty') faulty += chance;
          else if ((got && scheme.stopDayWhenReached) || attempt === scheme.attemptsPerDay) {
            add(atNight, path);
          } else next.push({ start, now: path });
        }
      }
      trying = next;
    }
    open = atNight;
  }
  for (const path of open.values()) {
    const side = decide(path, scheme.days, true);
    if (side === 'healthy') healthy += path.chance;
    else if (side === 'faulty') faulty += path.chance;
    else undetermined += path.chance;
  }
  return { healthy, faulty, undetermined, meanCalls };
}

/** A tally with the chance of it. */
interface Path {
  readonly reached: number;
  readonly failed: number;
  readonly blankDays: readonly number[];
  readonly chance: number;
}

function add(tallies: Map<string, Path>, path: Path): void {
  const key = `${path.reached}/${path.failed}/${path.blankDays.join()}`;
  const known = tallies.get(key);
  tallies.set(key, known ? { ...known, chance: known.chance + path.chance } : path);
}
