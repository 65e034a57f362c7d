import type { Observation } from '@everyline/domain';

import type { AppContext } from '../context.ts';

/** The guard allows three calls a day, so most lines have less in a year; of more, the newest tell best. */
const mostCalls = 1_000;
const withinMs = 365 * 86_400_000;

/** The test calls of the last year that say when a line gets through, at most a thousand, oldest first. */
export function callsOfLate(
  { store, clock }: Pick<AppContext, 'store' | 'clock'>,
  lineId: string,
): Promise<Pick<Observation, 'startedAtMs' | 'outcome'>[]> {
  return store.probes.callsOf(lineId, clock.nowMs() - withinMs, mostCalls);
}
