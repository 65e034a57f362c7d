import { decodeALaw, decodeMuLaw } from '../audio/g711.ts';
import { measureEcho, type Echo } from '../audio/echo.ts';
import type { Heard } from '../progress/heard.ts';
import type { G711 } from '../sip/sdp.ts';

/**
 * Where audio went one way only, after an answer. `no_packets`: nothing came; `silent_packets`: packets came without
 * any sound in them; `not_sent`: the far end wanted no audio of ours; `lost_there`: it reports that ours are lost.
 */
export type OneWayAudio = 'no_packets' | 'silent_packets' | 'not_sent' | 'lost_there';

/** What can be counted and measured of a call, beside what it means. */
export interface CallFacts {
  /** Ringback tones heard before the answer; null where none was heard. */
  readonly rings: number | null;
  /** From the first sign of ringing to the answer, ms; null where it did not ring or nobody answered. */
  readonly answerDelayMs: number | null;
  /** How soon after the answer the far end hung up, ms, having said nothing; null otherwise. */
  readonly hungUpAfterMs: number | null;
  /** The longest silence after the answer, ms; null where not answered. */
  readonly deadAirMs: number | null;
  readonly oneWay: OneWayAudio | null;
  /** Our words as they came back; null where they did not. */
  readonly echo: Echo | null;
}

/** What the facts are taken from; times are call times in ms. */
export interface FactSources {
  readonly rings: number;
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
  };
  readonly audio: {
    readonly codec: G711;
    readonly bytes: Uint8Array;
    readonly fromMs: number;
  } | null;
  /** Our words, mono 8 kHz, and when they sounded first. */
  readonly words: Int16Array;
  readonly spokeFromMs: number | null;
}

/** Who hangs up so soon, and silently, did not mean to answer. */
const HUNG_UP_MS = 2500;
/** One-way audio is not stated of a shorter call. */
const LEAST_ANSWERED_MS = 3000;
const MOSTLY_LOST = 0.9;
/** The end of a ringback that the answer cuts off is no sound after it. */
const LEAST_SOUND_MS = 100;
/** Echo is looked for in so much after our words began. */
const ECHO_WINDOW_MS = 6000;

/** Counts and measures one finished call. */
export function callFacts(sources: FactSources): CallFacts {
  const { rings, rangFromMs, answeredMs, endedMs } = sources;
  const sounds = answeredMs === null ? [] : soundsAfter(sources.heard, answeredMs);
  const keptMs = answeredMs === null ? 0 : endedMs - answeredMs;
  const isHungUp = sources.isRemoteBye && keptMs <= HUNG_UP_MS && !sounds.some(isVoice);
  return {
    rings: rings === 0 ? null : rings,
    answerDelayMs:
      answeredMs === null || rangFromMs === null
        ? null
        : Math.max(0, Math.round(answeredMs - rangFromMs)),
    hungUpAfterMs: answeredMs !== null && isHungUp ? Math.round(keptMs) : null,
    deadAirMs: answeredMs === null ? null : longestSilence(sounds, answeredMs, endedMs),
    oneWay: keptMs < LEAST_ANSWERED_MS ? null : oneWay(sources, sounds),
    echo: echoOf(sources),
  };
}

const isVoice = ({ kind }: Heard): boolean => kind === 'speech' || kind === 'music';

function soundsAfter(heard: readonly Heard[], answeredMs: number): readonly Heard[] {
  return heard.filter(
    ({ kind, fromMs, toMs }) =>
      kind !== 'silence' && toMs - Math.max(fromMs, answeredMs) >= LEAST_SOUND_MS,
  );
}

function longestSilence(sounds: readonly Heard[], fromMs: number, untilMs: number): number {
  let longestMs = 0;
  let quietFromMs = fromMs;
  for (const sound of sounds) {
    longestMs = Math.max(longestMs, sound.fromMs - quietFromMs);
    quietFromMs = Math.max(quietFromMs, sound.toMs);
  }
  return Math.round(Math.max(longestMs, untilMs - quietFromMs));
}

function oneWay({ received }: FactSources, sounds: readonly Heard[]): OneWayAudio | null {
  if (received.packets === 0) return 'no_packets';
  if (sounds.length === 0) return 'silent_packets';
  if (received.packetsSent === 0) return 'not_sent';
  return (received.remoteFractionLost ?? 0) >= MOSTLY_LOST ? 'lost_there' : null;
}

function echoOf({ audio, words, spokeFromMs }: FactSources): Echo | null {
  if (audio === null || spokeFromMs === null || words.length === 0) return null;
  const began = Math.round((spokeFromMs - audio.fromMs) * 8);
  if (began < 0) return null;
  const octets = audio.bytes.subarray(began, began + ECHO_WINDOW_MS * 8);
  const heard = audio.codec === 'PCMA' ? decodeALaw(octets) : decodeMuLaw(octets);
  return measureEcho(words, heard, 0);
}
