import type { BadHour, NewBadHour } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { StoredBadHour } from '../ports/store/bad-hours.ts';
import { badHourView } from './bad-hour-view.ts';
import { setAside } from './follow-bad-hours.ts';

/** A carrier's fault is told by the day at most; what lasts longer is set day by day, each with its note. */
const longestMs = 48 * 3_600_000;

/** A person says that a trunk was at fault: calls that failed in that way then do not count for their lines. */
export async function setBadHour(
  context: AppContext,
  trunkId: string,
  wanted: NewBadHour,
): Promise<BadHour> {
  requireWholeCity(await authorise(context, 'trunks.edit'));
  const nowMs = context.clock.nowMs();
  const { fromMs, toMs, symptom } = wanted;
  if (toMs <= fromMs || fromMs > nowMs || toMs - fromMs > longestMs) {
    const detail = {
      zh: '结束须晚于开始，开始不能在将来，最长 48 小时',
      en: 'it must end after it begins, begin in the past, and last 48 hours at most',
    };
    throw new AppFault('invalid_input', { detail }, 'toMs');
  }
  const hour = await context.store.transaction(async (within) => {
    if ((await within.trunks.byId(trunkId)) === null) throw notFound('trunk');
    await within.badHours.hold(trunkId);
    const set: StoredBadHour = {
      id: newId(context),
      trunkId,
      symptom,
      state: 'found',
      fromMs,
      lastFailedMs: toMs - 1,
      toMs,
      figures: null,
      foundAtMs: nowMs,
      setBy: actorName(context.actor),
      note: wanted.note.trim(),
      withdrawnAtMs: null,
      withdrawnBy: null,
    };
    await within.badHours.put(set);
    const calls = await setAside(context, within, set);
    await recordAudit(
      context,
      within,
      'bad_hours.set',
      { kind: 'trunk', id: trunkId },
      { ...{ badHour: set.id, symptom, fromMs, toMs, note: set.note, calls } },
    );
    return set;
  });
  context.events.publish({ type: 'trunk.changed', trunkId });
  return badHourView(context, hour);
}
