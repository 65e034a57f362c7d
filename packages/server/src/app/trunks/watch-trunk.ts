import { defaultTrunkHealthPolicy, trunkHealth, type Observation } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { lostByPhone } from '../probes/interrupt-call.ts';
import { stopTrunk } from './stop-trunk.ts';
import { isTrunkFault, trunkFaultSentence } from './trunk-fault-sentence.ts';

/**
 * Stops the trunk of a call that has just been recorded, with an alarm, on a burst of refusals, short calls or faults.
 * That no call can leave over it is told at the first of them.
 * The calls are those on record, of all processes and from before a restart; a release by a person begins anew.
 */
export async function watchTrunk(context: AppContext, last: Observation): Promise<void> {
  if (!isSignOfTrouble(last)) return;
  const trunk = await context.store.trunks.byId(last.trunkId);
  if (trunk === null || trunk.state.kind !== 'ready') return;
  const nowMs = context.clock.nowMs();
  const sinceMs = Math.max(trunk.watchedSinceMs, nowMs - defaultTrunkHealthPolicy.windowMs);
  const recent = await context.store.trunks.recentCalls(trunk.id, sinceMs);
  const fault = last.outcome === 'not_dialled' ? last.sip.reason : null;
  if (fault !== null && recent.filter(({ unplacedBy }) => unplacedBy === fault).length === 1)
    tellFault(context, trunk.name, fault);
  const health = trunkHealth(recent, nowMs);
  if (health.kind === 'stop') await stopTrunk(context, trunk.id, health, fault);
}

/** Whether a call can bring a trunk to its limit at all; a good one only leads away from it. */
function isSignOfTrouble({ outcome, sip }: Observation): boolean {
  if ([403, 603, 608].includes(sip.status ?? 0)) return true;
  if (outcome === 'interrupted') return sip.reason === lostByPhone;
  if (outcome === 'not_dialled') return isTrunkFault(sip.reason);
  return outcome === 'answered_dropped' || outcome === 'trunk_fault';
}

function tellFault(context: AppContext, name: string, code: string): void {
  const why = trunkFaultSentence(code);
  if (why === null) return;
  context.events.publish({
    type: 'alarm',
    atMs: context.clock.nowMs(),
    sentence: {
      zh: `经中继“${name}”的呼叫无法发出：${why.zh}没有拨打任何人，不计入拨测次数。`,
      en: `No call leaves over the trunk “${name}”: ${why.en} Nobody was called, and nothing counts toward the limits.`,
    },
  });
}
