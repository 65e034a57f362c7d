import type { StopState } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import { stopState } from './stop-state.ts';

/** One button stops everything: the guard says no from now on, and calls in progress are ended. */
export async function pressStop(context: AppContext, reason: string): Promise<StopState> {
  await authorise(context, 'calls.stop');
  const state = await context.store.transaction(async (within) => {
    const by = actorName(context.actor);
    const pressedAtMs = context.clock.nowMs();
    await within.trunks.pressStop({ id: newId(context), pressedAtMs, by, note: reason });
    await recordAudit(context, within, 'calls.stop', { kind: 'stop', id: null }, { reason });
    return stopState(within);
  });
  context.events.publish({ type: 'stop.changed', stop: state });
  return state;
}
