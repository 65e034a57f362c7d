import type { BadHour } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import type { StoredBadHour } from '../ports/store/bad-hours.ts';
import { badHourSentence } from './bad-hour-sentences.ts';

/** Bad hours as screens show them. */
export async function badHourViews(
  context: AppContext,
  hours: readonly StoredBadHour[],
): Promise<BadHour[]> {
  const calls = await context.store.badHours.callsSetAside(hours.map(({ id }) => id));
  const trunks = new Map((await context.store.trunks.all()).map(({ id, name }) => [id, name]));
  return hours.map((hour) => ({
    id: hour.id,
    trunkId: hour.trunkId,
    trunkName: trunks.get(hour.trunkId) ?? '',
    symptom: hour.symptom,
    state: hour.state,
    fromMs: hour.fromMs,
    toMs: hour.toMs,
    sentence: badHourSentence(hour),
    calls: calls.get(hour.id) ?? 0,
    setBy: hour.setBy,
    note: hour.note,
    withdrawnAtMs: hour.withdrawnAtMs,
    withdrawnBy: hour.withdrawnBy,
  }));
}

export async function badHourView(context: AppContext, hour: StoredBadHour): Promise<BadHour> {
  const [view] = await badHourViews(context, [hour]);
  if (!view) throw new Error('one bad hour has one view');
  return view;
}
