import type { FollowedScript } from '@everyline/domain';
import { writePrint, type CallObservation, type ProbeLimits } from '@everyline/telephony';

import type { AllowedCall, PlacedCall } from '../app/ports/call-placer.ts';

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
      announcementId: call.announcement?.announcementId ?? null,
      facts: call.facts,
      script: followedScript(call.script),
      media: {
        packets: call.media.packets,
        lost: call.media.lost,
        late: call.media.late,
        jitterMs: call.media.jitterMs,
      },
    },
    ladder: call.ladder,
    recognised: call.recognised.map(({ soundId, fromMs, toMs, coverage }) => ({
      soundId,
      fromMs,
      toMs,
      coverage,
    })),
    prints: call.sounds.map(({ print, ...stretch }) => ({ ...stretch, print: writePrint(print) })),
    promptPrints:
      call.script?.stretches.map(({ keys, print }) => ({
        keys,
        print: print === null ? null : writePrint(print),
      })) ?? [],
    audio: call.audio === null || call.audio.bytes.length === 0 ? null : call.audio,
  };
}

/** The prints of a script's stretches go their own way: an observation is read whole. */
function followedScript(report: CallObservation['script']): FollowedScript | null {
  if (report === null) return null;
  const stretches = report.stretches.map(({ keys, fromMs, toMs, heard }) => ({
    keys,
    fromMs,
    toMs,
    heard,
  }));
  return { ...report, stretches };
}

/**
 * A menu speaks for a quarter of a minute before it hands a caller to its queue: a probe that left
 * earlier would take every queue for a working menu.
 */
const machineMs = 75_000;

/** How long a call may take. */
export function limitsOf(call: AllowedCall): Partial<ProbeLimits> {
  return { ringMs: call.ringLimitMs, machineMs };
}
