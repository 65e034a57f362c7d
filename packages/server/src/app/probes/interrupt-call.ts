import type { LedgerEntry, Observation } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';

/** A call that was begun and whose result nobody will ever know. */
export type LostCall = Pick<
  LedgerEntry,
  'probeId' | 'lineId' | 'trunkId' | 'asker' | 'startedAtMs'
>;

/** In the place of a reason phrase: the phone brought no result, where a process that ended says nothing. */
export const lostByPhone = 'lost by the phone';

/**
 * Ends a begun call as `interrupted`: its result is unknown, and a person may have answered, so that
 * the guard counts it as such. What the phone lost speaks against its trunk; what ended with a process does not.
 * To be called inside a transaction.
 */
export async function interruptCall(
  context: AppContext,
  within: Repositories,
  call: LostCall,
  why: 'phone' | 'process',
): Promise<Observation> {
  const endedAtMs = Math.max(call.startedAtMs, context.clock.nowMs());
  const observation: Observation = {
    id: newId(context),
    probeId: call.probeId,
    lineId: call.lineId,
    trunkId: call.trunkId,
    campaignId:
      call.asker.kind === 'campaign' || call.asker.kind === 'retest' ? call.asker.campaignId : null,
    startedAtMs: call.startedAtMs,
    endedAtMs,
    outcome: 'interrupted',
    confidence: 1,
    decidedBy: 'none',
    readings: {},
    sip: { status: null, reason: why === 'phone' ? lostByPhone : null, q850: [] },
    timings: {
      postDialDelayMs: null,
      postDialDelayBy: null,
      ringMs: null,
      answerMs: null,
      endMs: endedAtMs - call.startedAtMs,
    },
    timeToPersonMs: null,
    keptMs: null,
    heard: [],
    media: null,
    announcementId: null,
    facts: null,
    script: null,
    badHourId: null,
  };
  await within.probes.endCall(call.probeId, {
    endedAtMs,
    outcome: 'interrupted',
    timeToPersonMs: null,
  });
  await within.probes.update(call.probeId, { state: 'interrupted', endedAtMs });
  await within.probes.addObservation(observation, []);
  return observation;
}
