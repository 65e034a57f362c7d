import type { CallEvidence, Reading } from './call-evidence.ts';
import type { Heard, Utterance } from './heard.ts';

/** The far end that hangs up so soon after the answer, without a word, did not mean to answer. */
const DROPPED_MS = 2500;
/** Silence is not stated before so much of it was listened to. */
const SILENCE_MS = 3000;
/** Less voice than this is a cough or a click. */
const LEAST_VOICE_MS = 160;
/** A greeting that waits for its answer leaves such a pause; a machine does not wait. */
const TURN_MS = 900;
/** People greet in at most so much without a pause; recordings talk on. */
const LONG_GREETING_MS = 2600;
/** A voice needs so long to fall silent when it is spoken to. */
const YIELD_MS = 600;

/** What was heard after the answer says of who answered (DESIGN.md, outcomes `answered_*`). */
export function readAnswer(evidence: CallEvidence, answeredAtMs: number): Reading {
  const after = evidence.heard.filter(({ toMs }) => toMs > answeredAtMs);
  const keptMs = evidence.endedAtMs - answeredAtMs;
  const utterances = evidence.voice?.utterances ?? [];
  const voiceMs = evidence.voice?.totalMs ?? 0;
  if (beepAfterSpeech(after)) return { outcome: 'answered_voicemail', confidence: 0.85 };
  if (voiceMs >= LEAST_VOICE_MS) return readVoice(evidence, utterances, after);
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

/**
 * Person or machine, of speech whose words are not known: a person greets briefly and then waits, and falls silent
 * when spoken to; a machine talks on at length and over us.
 */
function readVoice(
  evidence: CallEvidence,
  utterances: readonly Utterance[],
  after: readonly Heard[],
): Reading {
  const first = utterances[0];
  if (first === undefined) return { outcome: 'answered_unknown', confidence: 0.3 };
  const longestMs = Math.max(...utterances.map(({ fromMs, toMs }) => toMs - fromMs));
  const pauseMs = longestPause(utterances, evidence.endedAtMs);
  const over = talkedOver(utterances, evidence);
  const musicMs = lengthOf(after, 'music', first.fromMs);
  const machine =
    (1.1 * (longestMs - LONG_GREETING_MS)) / 1000 +
    (over === null ? 0 : 3 * (over - 0.45)) -
    2.2 * Math.min(1.3, pauseMs / TURN_MS) +
    1.2 +
    (musicMs >= 1000 ? 1.5 : 0);
  const confidence = 0.5 + 0.45 * Math.tanh(Math.abs(machine) / 1.8);
  if (Math.abs(machine) < 0.15) return { outcome: 'answered_unknown', confidence: 0.5 };
  return { outcome: machine > 0 ? 'answered_ivr' : 'answered_person', confidence };
}

function longestPause(utterances: readonly Utterance[], endMs: number): number {
  let longest = 0;
  for (const [n, { toMs }] of utterances.entries()) {
    longest = Math.max(longest, (utterances[n + 1]?.fromMs ?? endMs) - toMs);
  }
  return longest;
}

/** The share of our own words over which the far end talked; null when we did not speak long enough. */
function talkedOver(utterances: readonly Utterance[], evidence: CallEvidence): number | null {
  const spoke = evidence.spoke;
  if (spoke === null || spoke === undefined) return null;
  const fromMs = spoke.fromMs + YIELD_MS;
  const toMs = Math.min(spoke.toMs, evidence.endedAtMs);
  if (toMs - fromMs < 500) return null;
  let talkedMs = 0;
  for (const utterance of utterances) {
    const overlap = Math.min(toMs, utterance.toMs) - Math.max(fromMs, utterance.fromMs);
    talkedMs += Math.max(0, overlap);
  }
  return talkedMs / (toMs - fromMs);
}

function beepAfterSpeech(after: readonly Heard[]): boolean {
  const speech = after.findIndex(({ kind }) => kind === 'speech');
  return speech >= 0 && after.some(({ kind }, n) => n > speech && kind === 'beep');
}

function lengthOf(heard: readonly Heard[], kind: Heard['kind'], sinceMs: number): number {
  let sum = 0;
  for (const entry of heard) {
    if (entry.kind === kind) sum += Math.max(0, entry.toMs - Math.max(entry.fromMs, sinceMs));
  }
  return sum;
}
