import type { Observation } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { PlacedCall } from '../ports/call-placer.ts';
import type { BegunProbe } from './begin-probe.ts';
import { peaksOf, peakStepMs } from './waveform-peaks.ts';

/**
 * Puts the result of a call on record, once: the end in the ledger, the observation with its ladder,
 * and the audio, sealed. The audio is written first, so that no row ever names a missing file.
 */
export async function finishProbe(
  context: AppContext,
  begun: Extract<BegunProbe, { allowed: true }>,
  campaignId: string | null,
  placed: PlacedCall,
): Promise<Observation> {
  // The call's own clock is steady and may differ from the ledger's wall clock: the length is its, the start is ours.
  const lengthMs = placed.observation.endedAtMs - placed.observation.startedAtMs;
  const observation: Observation = {
    ...placed.observation,
    startedAtMs: begun.startedAtMs,
    endedAtMs: begun.startedAtMs + Math.max(0, Math.round(lengthMs)),
    id: newId(context),
    probeId: begun.probeId,
    lineId: begun.line.id,
    trunkId: begun.trunk.id,
    campaignId,
  };
  const sealed =
    placed.audio === null
      ? null
      : await context.recordings.write(begun.probeId, placed.audio.bytes);
  await context.store.transaction(async (within) => {
    await within.probes.endCall(begun.probeId, {
      endedAtMs: observation.endedAtMs,
      outcome: observation.outcome,
      timeToPersonMs: observation.timeToPersonMs,
    });
    await within.probes.update(begun.probeId, {
      state: observation.outcome === 'interrupted' ? 'interrupted' : 'done',
      endedAtMs: observation.endedAtMs,
    });
    await within.probes.addObservation(observation, placed.ladder);
    await within.prints.add(observation.id, placed.prints);
    if (placed.audio !== null && sealed !== null) {
      await within.probes.addRecording(begun.probeId, {
        codec: placed.audio.codec,
        fromMs: placed.audio.fromMs,
        lengthMs: placed.audio.bytes.length / 8,
        sealedBytes: sealed.sealedBytes,
        peaks: peaksOf(placed.audio.codec, placed.audio.bytes),
        peakStepMs,
        kept: false,
        createdAtMs: observation.endedAtMs,
      });
    }
  });
  return observation;
}
