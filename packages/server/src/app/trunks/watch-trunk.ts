import { defaultTrunkHealthPolicy, trunkHealth, type Observation } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { lostByPhone } from '../probes/interrupt-call.ts';
import { stopTrunk } from './stop-trunk.ts';

/**
 * Stops the trunk of a call that has just been recorded, with an alarm, on a burst of refusals, short calls or faults.
 * The calls are those on record, of all processes and from before a restart; a release by a person begins anew.
 */
export async function watchTrunk(context: AppContext, last: Observation): Promise<void> {
  if (!isSignOfTrouble(last)) return;
  const trunk = await context.store.trunks.byId(last.trunkId);
  if (trunk === null || trunk.state.kind !== 'ready') return;
  const nowMs = context.clock.nowMs();
  const sinceMs = Math.max(trunk.watchedSinceMs, nowMs - defaultTrunkHealthPolicy.windowMs);
  const health = trunkHealth(await context.store.trunks.recentCalls(trunk.id, sinceMs), nowMs);
  if (health.kind === 'stop') await stopTrunk(context, trunk.id, health);
}

/** Whether a call can bring a trunk to its limit at all; a good one only leads away from it. */
function isSignOfTrouble({ outcome, sip }: Observation): boolean {
  if ([403, 603, 608].includes(sip.status ?? 0)) return true;
  if (outcome === 'interrupted') return sip.reason === lostByPhone;
  return outcome === 'answered_dropped' || outcome === 'trunk_fault';
}
