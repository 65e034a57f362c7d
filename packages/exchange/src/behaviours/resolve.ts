import type { LocalTime } from '../local-time.ts';
import { seededRandom } from '../seeded-random.ts';
import type { Behaviour, ByHours, PlainBehaviour, Sometimes } from './behaviour.ts';
import { meetTraffic } from './line-traffic.ts';

/** What a line does at one moment: a plain behaviour, and what led to it. */
export interface ResolvedBehaviour {
  readonly behaviour: PlainBehaviour;
  /** Time with nothing but 100 Trying before it. */
  readonly setupDelayMs: number;
  /** The exact time to the answer where traffic decides it; null: about the behaviour's own. */
  readonly pickUpAfterMs: number | null;
  /** The loaded line of which the call takes a trunk, unless it met busy. */
  readonly occupies: boolean;
}

function isInside(hours: ByHours, time: LocalTime): boolean {
  if (hours.weekdays !== undefined && !hours.weekdays.includes(time.weekday)) return false;
  const minute = time.msOfDay / 60_000;
  return hours.windows.some(
    ({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute,
  );
}

function drawn(sometimes: Sometimes, time: LocalTime): Behaviour {
  const total = sometimes.options.reduce((sum, option) => sum + option.share, 0);
  let left = seededRandom(`${sometimes.seed}/${Math.floor(time.atMs / 10_000)}`)() * total;
  for (const option of sometimes.options) {
    left -= option.share;
    if (left < 0) return option.behaviour;
  }
  const last = sometimes.options.at(-1);
  if (last === undefined)
    throw new RangeError('a line that sometimes does something needs options');
  return last.behaviour;
}

/**
 * What a line does at a time. The same behaviour and time give the same result in every thread and order.
 * @param alsoOccupied trunks of a loaded line that calls of ours occupy at the moment
 */
export function resolveBehaviour(
  behaviour: Behaviour,
  time: LocalTime,
  alsoOccupied = 0,
): ResolvedBehaviour {
  switch (behaviour.kind) {
    case 'by_hours':
      return resolveBehaviour(
        isInside(behaviour, time) ? behaviour.inside : behaviour.outside,
        time,
        alsoOccupied,
      );
    case 'sometimes':
      return resolveBehaviour(drawn(behaviour, time), time, alsoOccupied);
    case 'slow_setup': {
      const then = resolveBehaviour(behaviour.then, time, alsoOccupied);
      return { ...then, setupDelayMs: then.setupDelayMs + behaviour.delayMs };
    }
    case 'loaded': {
      const met = meetTraffic(behaviour, time, alsoOccupied);
      const line = {
        ...(behaviour.carrier === undefined ? {} : { carrier: behaviour.carrier }),
        ...(behaviour.ringing === undefined ? {} : { ringing: behaviour.ringing }),
      };
      if (met.kind === 'busy') {
        return {
          behaviour: { kind: 'busy', by: behaviour.busyBy, ...line },
          setupDelayMs: 0,
          pickUpAfterMs: null,
          occupies: false,
        };
      }
      if (met.pickUpAfterMs === null) {
        return {
          behaviour: { kind: 'no_answer', ...line },
          setupDelayMs: 0,
          pickUpAfterMs: null,
          occupies: true,
        };
      }
      return {
        behaviour: { ...line, ...behaviour.answers },
        setupDelayMs: 0,
        pickUpAfterMs: met.pickUpAfterMs,
        occupies: true,
      };
    }
    default:
      return { behaviour, setupDelayMs: 0, pickUpAfterMs: null, occupies: true };
  }
}
