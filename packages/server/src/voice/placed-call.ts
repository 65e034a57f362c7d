import type { CallObservation } from '@everyline/telephony';

import type { PlacedCall } from '../app/ports/call-placer.ts';

/** Turns what the telephony stack observed into the evidence that the product keeps. */
export function placedCall(call: CallObservation): PlacedCall {
  const { classification } = call;
  return {
    observation: {
      startedAtMs: Math.round(call.startedAtMs),
      endedAtMs: Math.round(call.endedAtMs),
      outcome: classification.outcome,
      confidence: classification.confidence,
      decidedBy: classification.by,
      readings: classification.readings,
      sip: { status: call.sip.status, reason: call.sip.reason, q850: call.sip.q850 },
      timings: call.timings,
      timeToPersonMs: call.timeToPersonMs,
      keptMs: call.keptMs,
      heard: call.heard,
      media: {
        packets: call.media.packets,
        lost: call.media.lost,
        late: call.media.late,
        jitterMs: call.media.jitterMs,
      },
    },
    ladder: call.ladder,
    audio: call.audio === null || call.audio.bytes.length === 0 ? null : call.audio,
  };
}
