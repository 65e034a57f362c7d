import type { StopState } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { stopState } from './stop-state.ts';

/** Lets calls be placed again; running campaigns go on where they were. */
export async function releaseStop(context: AppContext): Promise<StopState> {
  requireWholeCity(await authorise(context, 'calls.resume'));
  const state = await context.store.transaction(async (within) => {
    if ((await within.trunks.stop()) === null)
      throw new AppFault('wrong_state', { state: 'not stopped' });
    await within.trunks.releaseStop({ atMs: context.clock.nowMs(), by: actorName(context.actor) });
    await recordAudit(context, within, 'calls.resume', { kind: 'stop', id: null });
    return stopState(within);
  });
  context.events.publish({ type: 'stop.changed', stop: state });
  return state;
}
