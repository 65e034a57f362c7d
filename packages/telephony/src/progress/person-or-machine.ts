import type { Utterance } from './heard.ts';
import { lengthWithin, type Stretch } from './stretch.ts';

/** What is known of speech whose words are not known; all times are call times in ms. */
export interface SpeechSigns {
  /** Since the answer, in order. */
  readonly utterances: readonly Utterance[];
  readonly music: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Whether some of it was heard before in this call. */
  readonly isRepeated: boolean;
  /** When our own words sounded first; null when we said nothing. */
  readonly spoke: { readonly fromMs: number; readonly toMs: number } | null;
  /** When we pressed keys. */
  readonly pressedAtMs: readonly number[];
  readonly answeredAtMs: number;
  readonly endedAtMs: number;
}

/** Below this weight it was a person, above the other a machine; between them nobody can know. */
export const PERSON_BELOW = -0.1;
export const MACHINE_ABOVE = 0.8;

/** So much after the first word tells; a probe does not keep a person longer. */
const WINDOW_MS = 6000;
/** Persons greet with less voice than this and wait; recordings that say something take longer. */
const GREETING_MS = 2800;
const PER_SECOND = 4.5;
/** Utterances with only breath between them are one turn. */
const BREATH_MS = 450;
/** Who is spoken to seldom begins to speak after a pause; a recording does, for it hears nothing. */
const ANEW_PAUSE_MS = 600;
const ANEW = 0.5;
const ANEW_PER_SECOND = 1;
const ANEW_LEAST_MS = 300;
/** Who had been silent for so long when spoken to, and for so long of our words, lets us finish; a recording does not. */
const LISTENED_MS = 900;
const HEARD_US_MS = 700;
const LATE_LEAST_MS = 140;
/** Nobody replies so soon after our last word. */
const REPLY_MS = 150;
const LATE = 2;
/** Who is silent for so long while spoken to was waiting for an answer: he may have said more than a short greeting. */
const YIELDED_MS = 1000;
const YIELDED = 1;
/** Nobody has the handset at his mouth so soon after lifting it. */
const AT_ONCE_MS = 100;
const AT_ONCE = 2.3;
/** Music beside the words: a queue. */
const MUSIC_PER_SECOND = 5;
const MOST_MUSIC_MS = 1500;
/** The same sound twice is a recording. */
const REPEATED = 5;
/** A menu breaks off, or speaks up, so soon after a key. */
const REACTION_MS = 900;
const REACTED = 3;

/**
 * How much speech is like a machine's (positive) or a person's (negative): a person greets briefly and then waits, and
 * is silent while spoken to; a machine talks at length, on and over us, from the first moment, and obeys keys. The
 * weights were fitted to prompts of the Asterisk project and sentences by espeak-ng; where the line between the two
 * stands, and the weights of speaking up again and of silence, were settled with calls of the simulated exchange in
 * view too.
 */
export function machineWeight(signs: SpeechSigns): number {
  const first = signs.utterances[0];
  if (first === undefined) return 0;
  const untilMs = Math.min(signs.endedAtMs, first.fromMs + WINDOW_MS);
  const voiceMs = lengthWithin(signs.utterances, first.fromMs, untilMs);
  const musicMs = lengthWithin(signs.music, signs.answeredAtMs, signs.endedAtMs);
  return (
    (PER_SECOND * (voiceMs - GREETING_MS)) / 1000 +
    anewWeight(signs, untilMs) +
    lateWeight(signs) -
    yieldedWeight(signs) +
    (first.fromMs - signs.answeredAtMs <= AT_ONCE_MS ? AT_ONCE : 0) +
    (MUSIC_PER_SECOND * Math.min(MOST_MUSIC_MS, musicMs)) / 1000 +
    (signs.isRepeated ? REPEATED : 0) +
    (signs.pressedAtMs.some((atMs) => obeyed(signs.utterances, atMs)) ? REACTED : 0)
  );
}

/** Of turns that began while our words sounded. */
function anewWeight({ utterances, spoke }: SpeechSigns, untilMs: number): number {
  if (spoke === null) return 0;
  const turns = turnsOf(utterances, ANEW_PAUSE_MS).filter(
    ({ fromMs }) => fromMs > spoke.fromMs && fromMs < spoke.toMs,
  );
  const lengthMs = lengthWithin(turns, spoke.fromMs, untilMs);
  return lengthMs < ANEW_LEAST_MS ? 0 : ANEW + (ANEW_PER_SECOND * lengthMs) / 1000;
}

/** Of a turn that began in the midst of our words, after a long silence. */
function lateWeight({ utterances, spoke }: SpeechSigns): number {
  if (spoke === null) return 0;
  const turns = turnsOf(utterances);
  const isLate = turns.some(
    ({ fromMs, toMs }, n) =>
      fromMs >= spoke.fromMs + HEARD_US_MS &&
      fromMs < spoke.toMs + REPLY_MS &&
      toMs - fromMs >= LATE_LEAST_MS &&
      fromMs - (turns[n - 1]?.toMs ?? fromMs) >= LISTENED_MS,
  );
  return isLate ? LATE : 0;
}

/** Of silence, without music, from the end of what was being said when our words began to their own end. */
function yieldedWeight({ utterances, music, spoke, endedAtMs }: SpeechSigns): number {
  if (spoke === null) return 0;
  const untilMs = Math.min(spoke.toMs, endedAtMs);
  const last = turnsOf(utterances).findLast(({ fromMs }) => fromMs < untilMs);
  if (last === undefined || last.fromMs > spoke.fromMs + HEARD_US_MS) return 0;
  const sinceMs = Math.max(spoke.fromMs, last.toMs);
  const silentMs = untilMs - sinceMs - lengthWithin(music, sinceMs, untilMs);
  return silentMs >= YIELDED_MS ? YIELDED : 0;
}

/** Whether speech that was going on broke off at a key, or silence at it was broken. */
function obeyed(utterances: readonly Utterance[], pressedAtMs: number): boolean {
  const turns = turnsOf(utterances);
  const going = turns.find(({ fromMs, toMs }) => fromMs < pressedAtMs && toMs > pressedAtMs);
  if (going !== undefined) return going.toMs - pressedAtMs <= REACTION_MS;
  return turns.some(({ fromMs }) => fromMs >= pressedAtMs && fromMs - pressedAtMs <= REACTION_MS);
}

function turnsOf(utterances: readonly Utterance[], pauseMs = BREATH_MS): readonly Stretch[] {
  const turns: Stretch[] = [];
  for (const { fromMs, toMs } of utterances) {
    const last = turns.at(-1);
    if (last !== undefined && fromMs - last.toMs < pauseMs) {
      turns[turns.length - 1] = { fromMs: last.fromMs, toMs };
    } else turns.push({ fromMs, toMs });
  }
  return turns;
}
