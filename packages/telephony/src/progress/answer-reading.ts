import type { CallEvidence, Reading } from './call-evidence.ts';
import type { Heard, Utterance } from './heard.ts';
import { MACHINE_ABOVE, machineWeight, PERSON_BELOW } from './person-or-machine.ts';
import { readWords } from './spoken-words.ts';
import { lengthWithin } from './stretch.ts';

/** The far end that hangs up so soon after the answer, without a word, did not mean to answer. */
const DROPPED_MS = 2500;
/** Silence is not stated before so much of it was listened to. */
const SILENCE_MS = 3000;
/** Less voice than this is a cough or a click. */
const LEAST_VOICE_MS = 160;
/** Where no pitch was found, so much sound with the texture of speech is speech. */
const LEAST_SPEECH_MS = 400;
/** What was heard after the answer says of who answered (DESIGN.md, outcomes `answered_*`). */
export function readAnswer(evidence: CallEvidence, answeredAtMs: number): Reading {
  const after = evidence.heard.filter(({ toMs }) => toMs > answeredAtMs);
  const keptMs = evidence.endedAtMs - answeredAtMs;
  const utterances = spokenAfter(evidence, after, answeredAtMs);
  const voiceMs = utterances.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  if (beepAfterSpeech(after)) return { outcome: 'answered_voicemail', confidence: 0.85 };
  if (evidence.isRecording === true) return { outcome: 'answered_ivr', confidence: 0.9 };
  if (voiceMs >= LEAST_VOICE_MS) return readVoice(evidence, utterances, after, answeredAtMs);
  if (evidence.end === 'remote_bye' && keptMs <= DROPPED_MS) {
    return { outcome: 'answered_dropped', confidence: 0.9 };
  }
  const musicMs = lengthOf(after, 'music', answeredAtMs);
  if (musicMs >= 1500) return { outcome: 'answered_ivr', confidence: 0.6 };
  if (lengthOf(after, 'tone', answeredAtMs) >= 1500) {
    return { outcome: 'answered_unknown', confidence: 0.5 };
  }
  if (keptMs < SILENCE_MS) return { outcome: 'answered_unknown', confidence: 0.4 };
  const isNoisy = lengthOf(after, 'noise', answeredAtMs) > keptMs / 3;
  return { outcome: 'answered_silent', confidence: isNoisy ? 0.75 : 0.92 };
}

/** What was said: the utterances; in noise that hides them, what sounded like speech. */
function spokenAfter(
  { voice }: CallEvidence,
  after: readonly Heard[],
  answeredAtMs: number,
): readonly Utterance[] {
  if (voice !== null && voice.totalMs >= LEAST_VOICE_MS) return voice.utterances;
  return after.filter(
    ({ kind, fromMs, toMs }) =>
      kind === 'speech' && toMs - Math.max(fromMs, answeredAtMs) >= LEAST_SPEECH_MS,
  );
}

/** Person or machine; the reading abstains where the signs of both balance. */
function readVoice(
  evidence: CallEvidence,
  utterances: readonly Utterance[],
  after: readonly Heard[],
  answeredAtMs: number,
): Reading {
  const words = evidence.transcript ? readWords(evidence.transcript).machine : 0;
  const sound = machineWeight({
    utterances: utterances.map((one) => ({ ...one, fromMs: one.loudFromMs ?? one.fromMs })),
    music: after.filter(({ kind }) => kind === 'music'),
    isRepeated: evidence.voice?.isRepeated === true,
    spoke: evidence.spoke ?? null,
    pressedAtMs: evidence.pressedAtMs ?? [],
    answeredAtMs,
    endedAtMs: evidence.endedAtMs,
  });
  const machine = sound + words;
  const confidence = 0.5 + 0.45 * Math.tanh(Math.abs(machine) / 3);
  if (machine < PERSON_BELOW) return { outcome: 'answered_person', confidence };
  if (machine > MACHINE_ABOVE) return { outcome: 'answered_ivr', confidence };
  return { outcome: 'answered_unknown', confidence: 0.5 };
}

/** Whether a beep followed speech, as a machine's does that takes messages. */
export function beepAfterSpeech(after: readonly Heard[]): boolean {
  const speech = after.findIndex(({ kind }) => kind === 'speech');
  return speech >= 0 && after.some(({ kind }, n) => n > speech && kind === 'beep');
}

function lengthOf(heard: readonly Heard[], kind: Heard['kind'], sinceMs: number): number {
  return lengthWithin(
    heard.filter((one) => one.kind === kind),
    sinceMs,
    Infinity,
  );
}
