import type { Clearance } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';

/** Withdraws a clearance: from this moment the guard says no to whatever rested on it. */
export async function withdrawClearance(
  context: AppContext,
  id: string,
  reason: string,
): Promise<Clearance> {
  const scope = await authorise(context, 'clearances.withdraw');
  await context.store.transaction(async (within) => {
    const clearance = await within.clearances.byId(id);
    if (!clearance) throw notFound('clearance');
    if (scope !== 'all') {
      const meant = clearance.scope;
      if (meant.kind === 'department') requireInside(scope, meant.departmentId);
      else {
        const ids = meant.kind === 'line' ? [meant.lineId] : meant.lineIds;
        for (const line of await within.lines.byIds(ids)) requireInside(scope, line.departmentId);
      }
    }
    if (clearance.withdrawnAtMs !== null) throw new AppFault('wrong_state', { state: 'withdrawn' });
    const by = actorName(context.actor);
    await within.clearances.withdraw(id, { atMs: context.clock.nowMs(), reason, by });
    await recordAudit(
      context,
      within,
      'clearances.withdraw',
      { kind: 'clearance', id },
      { reason },
    );
  });
  const view = await context.store.clearances.view(id);
  if (!view) throw notFound('clearance');
  return view;
}
