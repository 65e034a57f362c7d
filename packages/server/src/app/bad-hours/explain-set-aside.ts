import type { VerdictDetail } from '@everyline/contract';
import type { Observation } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { setAsideSentence } from './bad-hour-sentences.ts';

/** Why calls of a line do not count: a sentence for each bad hour that they fell in. */
export async function explainSetAside(
  context: Pick<AppContext, 'store'>,
  observations: readonly Observation[],
): Promise<VerdictDetail['setAside']> {
  const calls = observations.filter(({ badHourId }) => badHourId !== null);
  if (calls.length === 0) return [];
  const { store } = context;
  const hours = await store.badHours.ofObservations(calls.map(({ id }) => id));
  const trunks = new Map((await store.trunks.all()).map(({ id, name }) => [id, name]));
  return hours.map((hour) => {
    const count = calls.filter(({ badHourId }) => badHourId === hour.id).length;
    const sentence = setAsideSentence(hour, trunks.get(hour.trunkId) ?? '', count);
    return { badHourId: hour.id, calls: count, sentence };
  });
}
