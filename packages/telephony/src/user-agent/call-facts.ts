import { decodeALaw, decodeMuLaw } from '../audio/g711.ts';
import { measureEcho, type Echo } from '../audio/echo.ts';
import type { Heard } from '../progress/heard.ts';
import type { G711 } from '../sip/sdp.ts';

/**
 * Where audio went one way only, after an answer. They send nothing: `no_packets` came, or `silent_packets` without any
 * sound in them. They hear nothing: `not_sent`, for the far end wanted no audio of ours; `lost_there`, for its RTCP
 * reports say that ours are lost, or name nothing of ours (RFC 3550 section 6.4), and no echo of ours says otherwise.
 */
export type OneWayAudio = 'no_packets' | 'silent_packets' | 'not_sent' | 'lost_there';

/** Silence after the answer; times are call times in ms. */
export interface DeadAir {
  readonly fromMs: number;
  readonly lengthMs: number;
}

/** What can be counted and measured of a call, beside what it means. */
export interface CallFacts {
  /** Ringback tones heard before the answer; null where none was heard. */
  readonly rings: number | null;
  /** One round of the ringback as it was heard, ms: sound and pause in turn; null where no whole round was. */
  readonly ringCadenceMs: readonly number[] | null;
  /** From the first sign of ringing to the answer, ms; null where it did not ring or nobody answered. */
  readonly answerDelayMs: number | null;
  /** How soon after the answer the far end hung up, ms, having said nothing; null otherwise. */
  readonly hungUpAfterMs: number | null;
  /** The longest time after the answer in which neither side sounded; null where not answered, or never. */
  readonly deadAir: DeadAir | null;
  readonly oneWay: OneWayAudio | null;
  /** Our words as they came back; null where they did not. */
  readonly echo: Echo | null;
}

/** What the facts are taken from; times are call times in ms. */
export interface FactSources {
  readonly rings: number;
  readonly ringCadenceMs: readonly number[] | null;
  readonly rangFromMs: number | null;
  readonly answeredMs: number | null;
  readonly endedMs: number;
  /** Whether the far end ended the call after its answer. */
  readonly isRemoteBye: boolean;
  readonly heard: readonly Heard[];
  readonly received: {
    readonly packets: number;
    readonly packetsSent: number;
    readonly remoteFractionLost: number | null;
    /** The far end's reports, and how many of them spoke of us. */
    readonly remoteReports: number;
    readonly remoteReportsOnUs: number;
  };
  readonly audio: {
    readonly codec: G711;
    readonly bytes: Uint8Array;
    readonly fromMs: number;
  } | null;
  /** Our words, mono 8 kHz, and when they sounded. */
  readonly words: Int16Array;
  readonly spoke: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** What else we said. */
  readonly said: readonly { readonly fromMs: number; readonly toMs: number }[];
}

/** Who hangs up so soon, and silently, did not mean to answer. */
const HUNG_UP_MS = 2500;
/** One-way audio is not stated of a shorter call. */
const LEAST_ANSWERED_MS = 3000;
const MOSTLY_LOST = 0.9;
/** Who has sent so many reports without a word of us has heard nothing of us; the first may have come too early. */
const REPORTS_WITHOUT_US = 2;
/** The end of a ringback that the answer cuts off is no sound after it. */
const LEAST_SOUND_MS = 100;
/** Echo is looked for in so much after our words began. */
const ECHO_WINDOW_MS = 6000;

/** Counts and measures one finished call. */
export function callFacts(sources: FactSources): CallFacts {
  const { rings, rangFromMs, answeredMs, endedMs } = sources;
  const sounds = answeredMs === null ? [] : soundsAfter(sources.heard, answeredMs);
  const keptMs = answeredMs === null ? 0 : endedMs - answeredMs;
  const echo = echoOf(sources);
  const isHungUp = sources.isRemoteBye && keptMs <= HUNG_UP_MS && !sounds.some(isVoice);
  return {
    rings: rings === 0 ? null : rings,
    ringCadenceMs: rings === 0 ? null : sources.ringCadenceMs,
    answerDelayMs:
      answeredMs === null || rangFromMs === null
        ? null
        : Math.max(0, Math.round(answeredMs - rangFromMs)),
    hungUpAfterMs: answeredMs !== null && isHungUp ? Math.round(keptMs) : null,
    deadAir:
      answeredMs === null
        ? null
        : longestSilence([...sounds, ...sources.spoke, ...sources.said], answeredMs, endedMs),
    oneWay: keptMs < LEAST_ANSWERED_MS ? null : oneWay(sources, sounds, echo),
    echo,
  };
}

const isVoice = ({ kind }: Heard): boolean => kind === 'speech' || kind === 'music';

function soundsAfter(heard: readonly Heard[], answeredMs: number): readonly Heard[] {
  return heard.filter(
    ({ kind, fromMs, toMs }) =>
      kind !== 'silence' && toMs - Math.max(fromMs, answeredMs) >= LEAST_SOUND_MS,
  );
}

function longestSilence(
  sounds: readonly { readonly fromMs: number; readonly toMs: number }[],
  answeredMs: number,
  endedMs: number,
): DeadAir | null {
  let longest: DeadAir | null = null;
  let quietFromMs = answeredMs;
  const until = (atMs: number): void => {
    const lengthMs = Math.round(atMs - quietFromMs);
    if (lengthMs > (longest?.lengthMs ?? 0))
      longest = { fromMs: Math.round(quietFromMs), lengthMs };
  };
  for (const { fromMs, toMs } of sounds.toSorted((a, b) => a.fromMs - b.fromMs)) {
    until(fromMs);
    quietFromMs = Math.max(quietFromMs, toMs);
  }
  until(endedMs);
  return longest;
}

function oneWay(
  { received }: FactSources,
  sounds: readonly Heard[],
  echo: Echo | null,
): OneWayAudio | null {
  if (received.packets === 0) return 'no_packets';
  if (sounds.length === 0) return 'silent_packets';
  if (received.packetsSent === 0) return 'not_sent';
  const { remoteFractionLost, remoteReports, remoteReportsOnUs } = received;
  const isLost = (remoteFractionLost ?? 0) >= MOSTLY_LOST;
  const isUnknown = remoteReportsOnUs === 0 && remoteReports >= REPORTS_WITHOUT_US;
  return echo === null && (isLost || isUnknown) ? 'lost_there' : null;
}

function echoOf({ audio, words, spoke }: FactSources): Echo | null {
  const spokeFromMs = spoke[0]?.fromMs;
  if (audio === null || spokeFromMs === undefined || words.length === 0) return null;
  const began = Math.round((spokeFromMs - audio.fromMs) * 8);
  if (began < 0) return null;
  const octets = audio.bytes.subarray(began, began + ECHO_WINDOW_MS * 8);
  const heard = audio.codec === 'PCMA' ? decodeALaw(octets) : decodeMuLaw(octets);
  return measureEcho(words, heard, 0);
}
