import {
  findBadHours,
  isWorthSearching,
  quickLookCalls,
  symptomOf,
  type Calendar,
  type Observation,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { startOfDayMs } from '../settings/start-of-day.ts';
import { followBadHours } from './follow-bad-hours.ts';
import { OtherDaysMemory } from './other-days.ts';

/**
 * Looks after each call that has been recorded whether its trunk has a bad hour. Most calls cost nothing or one small
 * look: more is read only where the last calls over the trunk fail in one way on many numbers, or while a bad hour goes on.
 */
export function watchBadHours(
  context: AppContext,
  calendar: Calendar,
): (last: Observation) => Promise<void> {
  const memory = new OtherDaysMemory(context, calendar);
  return async ({ trunkId, outcome }) => {
    const { badHours } = context.store;
    const nowMs = context.clock.nowMs();
    const dayMs = startOfDayMs(nowMs);
    const symptom = symptomOf(outcome);
    const isOpen = (await badHours.since(trunkId, nowMs)).some(({ toMs }) => toMs === null);
    if (!isOpen) {
      if (symptom === null) return;
      const last = await badHours.lastCalls(trunkId, quickLookCalls);
      const today = last.filter(({ atMs }) => atMs >= dayMs);
      if (!isWorthSearching(today, symptom)) return;
    }
    const calls = await badHours.calls(dayMs);
    const days = await memory.of(calls, nowMs);
    const own = calls.filter((call) => call.trunkId === trunkId);
    const others = calls.filter((call) => call.trunkId !== trunkId);
    await followBadHours(context, trunkId, own, findBadHours(own, others, days));
  };
}
