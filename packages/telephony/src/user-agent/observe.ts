import type { CallEnd } from '../progress/call-evidence.ts';
import { classifyCall } from '../progress/classify.ts';
import type { RecognisedSound } from '../prints/sound-follower.ts';
import type { HeardSound } from '../prints/sound-stretches.ts';
import type { Heard, VoiceActivity } from '../progress/heard.ts';
import type { RtpStats } from '../rtp/session.ts';
import type { FailedEvent, LadderEntry, Q850Cause } from '../sip/call-event.ts';
import { callFacts } from './call-facts.ts';
import type { CallObservation, PostDialDelayBy, ProbeEnd } from './probe-observation.ts';
import type { ScriptReport } from './script-report.ts';
import { endsCalls, recordedMs, rulingAnnouncement, voiceBeside } from './recordings-heard.ts';

/** What a probe has gathered; times without another name count from the INVITE, in ms. */
export interface Gathered {
  readonly callId: string;
  readonly dialled: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly endedBy: ProbeEnd;
  readonly end: CallEnd;
  readonly ladder: readonly LadderEntry[];
  readonly failed: FailedEvent | null;
  readonly answeredMs: number | null;
  /** The first 180. */
  readonly ringingMs: number | null;
  /** The first other provisional. */
  readonly progressMs: number | null;
  readonly otherCauses: readonly Q850Cause[];
  readonly heard: readonly Heard[];
  readonly sounds: readonly HeardSound[];
  readonly recognised: readonly RecognisedSound[];
  /** Speech since the answer, recordings included. */
  readonly voice: VoiceActivity | null;
  readonly spoke: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** What a script said, and when it pressed keys; and how it was followed, where there was one. */
  readonly said: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly pressedAtMs: readonly number[];
  readonly script: ScriptReport | null;
  readonly received: RtpStats;
  readonly audio: CallObservation['audio'];
  /** Ringback tones heard. */
  readonly rings: number;
  readonly ringCadenceMs: readonly number[] | null;
  /** Our announcement, mono 8 kHz. */
  readonly words: Int16Array;
}

/** Puts together the observation of a finished probe: times (RFC 6076), what was heard, and the classification. */
export function observe(gathered: Gathered): CallObservation {
  const { failed, answeredMs, ringingMs, heard, recognised, spoke, received } = gathered;
  const voice =
    answeredMs === null ? null : voiceBeside(gathered.voice, recognised, heard, answeredMs);
  const responded = failed !== null && failed.by !== 'timeout' && failed.by !== 'transport';
  const status = answeredMs !== null ? 200 : responded ? failed.status : null;
  const q850 = [...(failed?.q850 ?? []), ...gathered.otherCauses];
  const endMs = gathered.endedAtMs - gathered.startedAtMs;
  const ringback = heard.find(
    ({ kind, label, fromMs }) =>
      kind === 'tone' && label === 'ringback' && beforeAnswer(fromMs, answeredMs),
  );
  const rang = earliest([ringingMs, ringback?.fromMs ?? null]);
  const announcement = rulingAnnouncement(recognised, answeredMs, 'is over');
  const classification = classifyCall({
    end: gathered.end,
    endedAtMs: endMs,
    status,
    q850,
    ringingAtMs: ringingMs,
    answeredAtMs: answeredMs,
    heard,
    voice,
    isRecording:
      answeredMs !== null && voice === null && recordedMs(recognised, answeredMs) >= 1000,
    spoke: spoke[0] ?? null,
    pressedAtMs: gathered.pressedAtMs,
    // Where somebody spoke after a menu or in a queue, the menu does not decide.
    announcement:
      voice === null || (announcement !== null && endsCalls(announcement)) ? announcement : null,
  });
  const person = classification.outcome === 'answered_person';
  return {
    callId: gathered.callId,
    dialled: gathered.dialled,
    startedAtMs: Math.round(gathered.startedAtMs),
    endedAtMs: Math.round(gathered.endedAtMs),
    endedBy: gathered.endedBy,
    ladder: gathered.ladder,
    sip: {
      status,
      reason: answeredMs !== null ? 'OK' : responded ? failed.reason : null,
      q850,
      retryAfterS: failed?.retryAfterS ?? null,
      redirectedTo: failed?.redirectedTo ?? [],
    },
    timings: {
      ...postDialDelay(gathered, ringback?.fromMs ?? null),
      ringMs: rang === null ? null : Math.round((answeredMs ?? endMs) - rang),
      answerMs: answeredMs === null ? null : Math.round(answeredMs),
      endMs: Math.round(endMs),
    },
    timeToPersonMs:
      person && voice !== null && answeredMs !== null
        ? Math.max(0, Math.round(voice.sinceMs - answeredMs))
        : null,
    keptMs: answeredMs !== null && !person ? Math.round(endMs - answeredMs) : null,
    heard,
    sounds: gathered.sounds,
    recognised,
    announcement: classification.by === 'announcement' ? announcement : null,
    media: {
      packets: received.packets,
      lost: received.lost,
      late: received.late,
      duplicates: received.duplicates,
      jitterMs: received.jitterMs,
      maxGapMs: received.maxGapMs,
      payloadType: received.payloadType,
      packetsSent: received.packetsSent,
      roundTripMs: received.roundTripMs,
      burstRatio: received.burstRatio,
      rating: received.rating,
      mos: received.mos,
    },
    audio: gathered.audio,
    spoke,
    script: gathered.script,
    classification,
    facts: callFacts({
      rings: gathered.rings,
      ringCadenceMs: gathered.ringCadenceMs,
      rangFromMs: rang,
      answeredMs,
      endedMs: endMs,
      isRemoteBye: gathered.end === 'remote_bye',
      heard,
      received,
      audio: gathered.audio,
      words: gathered.words,
      spoke,
      said: gathered.said,
    }),
  };
}

/** From the INVITE to the first of 180, ringback, and speech or music before the answer; to a 183 failing these. */
function postDialDelay(
  { ringingMs, progressMs, answeredMs, heard }: Gathered,
  ringbackMs: number | null,
): { postDialDelayMs: number | null; postDialDelayBy: PostDialDelayBy | null } {
  const spoken = heard.find(
    ({ kind, fromMs }) =>
      ['speech', 'music', 'sit'].includes(kind) && beforeAnswer(fromMs, answeredMs),
  );
  const signs: [PostDialDelayBy, number | null][] = [
    ['180', ringingMs],
    ['ringback', ringbackMs],
    ['announcement', spoken?.fromMs ?? null],
  ];
  let first: [PostDialDelayBy, number] | null = null;
  for (const [by, atMs] of signs)
    if (atMs !== null && (first === null || atMs < first[1])) first = [by, atMs];
  if (first === null && progressMs !== null) first = ['183', progressMs];
  return {
    postDialDelayMs: first === null ? null : Math.round(first[1]),
    postDialDelayBy: first?.[0] ?? null,
  };
}

function beforeAnswer(atMs: number, answeredMs: number | null): boolean {
  return answeredMs === null || atMs < answeredMs;
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
