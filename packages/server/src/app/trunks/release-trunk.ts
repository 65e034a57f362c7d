import type { Trunk } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { trunkView } from './trunk-view.ts';

/** Lets a trunk be used again that stopped by itself or was stopped. */
export async function releaseTrunk(context: AppContext, id: string): Promise<Trunk> {
  requireWholeCity(await authorise(context, 'trunks.edit'));
  const trunk = await context.store.transaction(async (within) => {
    const before = await within.trunks.byId(id);
    if (!before) throw notFound('trunk');
    if (before.state.kind !== 'stopped')
      throw new AppFault('wrong_state', { state: before.state.kind });
    const after = {
      ...before,
      state: { kind: 'ready' } as const,
      watchedSinceMs: context.clock.nowMs(),
    };
    await within.trunks.update(after);
    await recordAudit(context, within, 'trunks.release', { kind: 'trunk', id }, before.state);
    return after;
  });
  return trunkView(context, trunk);
}
