import type { CallEvidence, Reading } from './call-evidence.ts';
import type { Heard, Utterance } from './heard.ts';

/** The far end that hangs up so soon after the answer, without a word, did not mean to answer. */
const DROPPED_MS = 2500;
/** Silence is not stated before so much of it was listened to. */
const SILENCE_MS = 3000;
/** Less voice than this is a cough or a click. */
const LEAST_VOICE_MS = 160;
/** A greeting that waits for its answer leaves such a pause; most machines do not wait. */
const TURN_MS = 900;
const BREATH_MS = 450;
/** Few people greet for so long without a pause; most recordings do. */
const LONG_GREETING_MS = 2800;
/** Between the words of a recording there is what G.711 makes of nothing (−66); where a person speaks, a room. */
const STUDIO_DBM0 = -64;
const ROOM_DBM0 = -56;
/** Nobody has the handset at his mouth so soon after lifting it. */
const AT_ONCE_MS = 100;
/** A person who is spoken to ends his sentence and falls silent. */
const YIELD_MS = 2000;

/** What was heard after the answer says of who answered (DESIGN.md, outcomes `answered_*`). */
export function readAnswer(evidence: CallEvidence, answeredAtMs: number): Reading {
  const after = evidence.heard.filter(({ toMs }) => toMs > answeredAtMs);
  const keptMs = evidence.endedAtMs - answeredAtMs;
  const utterances = evidence.voice?.utterances ?? [];
  const voiceMs = evidence.voice?.totalMs ?? 0;
  if (beepAfterSpeech(after)) return { outcome: 'answered_voicemail', confidence: 0.85 };
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

/**
 * Person or machine, of speech whose words are not known: a person greets briefly and then waits, and falls silent
 * when spoken to; a machine talks on at length, over us, without a room behind it, and from the first moment. The weights are of the sort
 * that answering-machine detectors publish; each alone is weak.
 */
function readVoice(
  evidence: CallEvidence,
  utterances: readonly Utterance[],
  after: readonly Heard[],
  answeredAtMs: number,
): Reading {
  const turns = turnsOf(utterances);
  const first = turns[0];
  if (first === undefined) return { outcome: 'answered_unknown', confidence: 0.3 };
  const longestMs = Math.max(...turns.map(({ fromMs, toMs }) => toMs - fromMs));
  const music = after.filter(({ kind, fromMs }) => kind === 'music' && fromMs >= first.fromMs);
  const pauseMs = longestPause([...turns, ...music], evidence.endedAtMs);
  const overMs = talkedOverMs(turns, evidence);
  const backgroundDbm0 = evidence.voice?.backgroundDbm0 ?? -60;
  const isAtOnce = first.fromMs - answeredAtMs <= AT_ONCE_MS;
  // Who hangs up on us leaves no time to wait.
  const hungUp = evidence.end === 'remote_bye';
  const isMusical = lengthOf(after, 'music', first.fromMs) >= 1000;
  const machine =
    clamp((1.5 * (longestMs - LONG_GREETING_MS)) / 1000, -2.5, 3) +
    (overMs === null ? 0 : clamp((overMs - YIELD_MS) / 1000, -1, 1.5)) +
    (backgroundDbm0 < STUDIO_DBM0 ? 1.2 : backgroundDbm0 > ROOM_DBM0 ? -1.5 : 0) +
    (isAtOnce ? 1.5 : 0) +
    (evidence.voice?.isRepeated === true ? 3 : 0) +
    (pauseMs >= TURN_MS ? -0.8 : pauseMs < BREATH_MS && !hungUp ? 1.2 : 0) +
    (isMusical ? 3 : 0);
  const confidence = 0.5 + 0.45 * Math.tanh(Math.abs(machine) / 1.8);
  if (Math.abs(machine) < 0.15) return { outcome: 'answered_unknown', confidence: 0.5 };
  return { outcome: machine > 0 ? 'answered_ivr' : 'answered_person', confidence };
}

interface Turn {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Utterances with only breath between them are one turn. */
function turnsOf(utterances: readonly Utterance[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const { fromMs, toMs } of utterances) {
    const last = turns.at(-1);
    if (last !== undefined && fromMs - last.toMs < BREATH_MS) {
      turns[turns.length - 1] = { fromMs: last.fromMs, toMs };
    } else turns.push({ fromMs, toMs });
  }
  return turns;
}

function longestPause(sounds: readonly Turn[], endMs: number): number {
  let longestMs = 0;
  let lastMs: number | null = null;
  for (const { fromMs, toMs } of sounds.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (lastMs !== null) longestMs = Math.max(longestMs, fromMs - lastMs);
    lastMs = Math.max(lastMs ?? toMs, toMs);
  }
  return lastMs === null ? 0 : Math.max(longestMs, endMs - lastMs);
}

/** For how long the far end went on with what it was saying when our words began; null when it was silent then. */
function talkedOverMs(utterances: readonly Turn[], evidence: CallEvidence): number | null {
  const fromMs = evidence.spoke?.fromMs;
  if (fromMs === undefined) return null;
  const going = utterances.find(
    (utterance) => utterance.fromMs < fromMs && utterance.toMs > fromMs,
  );
  return going === undefined ? null : going.toMs - fromMs;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
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
