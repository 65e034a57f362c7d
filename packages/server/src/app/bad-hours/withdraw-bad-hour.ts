import type { BadHour } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { badHourView } from './bad-hour-view.ts';

/** A person says that it was none: its calls count again, and the trunk is used again. */
export async function withdrawBadHour(
  context: AppContext,
  id: string,
  note: string,
): Promise<BadHour> {
  requireWholeCity(await authorise(context, 'trunks.edit'));
  const hour = await context.store.transaction(async (within) => {
    const known = await within.badHours.byId(id);
    if (known === null) throw notFound('bad_hour');
    await within.badHours.hold(known.trunkId);
    const before = await within.badHours.byId(id);
    if (before?.state !== 'found')
      throw new AppFault('wrong_state', { state: before?.state ?? known.state });
    const nowMs = context.clock.nowMs();
    const after = {
      ...before,
      state: 'withdrawn' as const,
      toMs: before.toMs ?? Math.max(nowMs, before.fromMs + 1),
      note: note.trim(),
      withdrawnAtMs: nowMs,
      withdrawnBy: actorName(context.actor),
    };
    await within.badHours.put(after);
    const calls = await within.badHours.takeBack(id, nowMs);
    if (calls.length > 0) await within.rereadings.askVerdicts(calls, nowMs);
    await recordAudit(
      context,
      within,
      'bad_hours.withdraw',
      { kind: 'trunk', id: before.trunkId },
      { badHour: id, note: after.note, calls: calls.length },
    );
    return after;
  });
  context.events.publish({ type: 'trunk.changed', trunkId: hour.trunkId });
  return badHourView(context, hour);
}
