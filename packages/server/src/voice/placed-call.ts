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
      badHourId: null,
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

/** The record of a call of which no INVITE left: nobody was called, and why stands first among its messages. */
export function unplacedCall(fault: {
  readonly code: string;
  readonly message: string;
  readonly atMs: number;
}): PlacedCall {
  const atMs = Math.round(fault.atMs);
  return {
    observation: {
      ...{ startedAtMs: atMs, endedAtMs: atMs, outcome: 'not_dialled', confidence: 1 },
      ...{ decidedBy: 'none', readings: {}, heard: [], media: null, announcementId: null },
      sip: { status: null, reason: fault.code, q850: [] },
      timings: {
        ...{ postDialDelayMs: null, postDialDelayBy: null, ringMs: null, answerMs: null, endMs: 0 },
      },
      ...{ timeToPersonMs: null, keptMs: null, facts: null, script: null, badHourId: null },
    },
    ladder: [{ atMs, direction: 'out', summary: `${fault.code}: ${fault.message}`, text: '' }],
    ...{ recognised: [], prints: [], promptPrints: [], audio: null },
  };
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
