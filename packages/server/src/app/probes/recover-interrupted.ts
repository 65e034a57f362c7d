import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';

/**
 * Ends every call whose process is gone as `interrupted`: its result is unknown, and a person may
 * have answered, so that the guard counts it as such. Returns how many there were.
 */
export async function recoverInterrupted(context: AppContext): Promise<number> {
  return context.store.transaction(async (within) => {
    const orphaned = await within.dials.orphaned();
    for (const call of orphaned) {
      const endedAtMs = Math.max(call.startedAtMs, context.clock.nowMs());
      await within.probes.endCall(call.probeId, {
        endedAtMs,
        outcome: 'interrupted',
        timeToPersonMs: null,
      });
      await within.probes.update(call.probeId, { state: 'interrupted', endedAtMs });
      await within.probes.addObservation(
        {
          id: newId(context),
          probeId: call.probeId,
          lineId: call.lineId,
          trunkId: call.trunkId,
          campaignId:
            call.asker.kind === 'campaign' || call.asker.kind === 'retest'
              ? call.asker.campaignId
              : null,
          startedAtMs: call.startedAtMs,
          endedAtMs,
          outcome: 'interrupted',
          confidence: 1,
          decidedBy: 'none',
          readings: {},
          sip: { status: null, reason: null, q850: [] },
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
        },
        [],
      );
    }
    return orphaned.length;
  });
}
