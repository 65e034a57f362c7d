import { readAnswer } from './answer-reading.ts';
import type {
  AnnouncementLabel,
  CallEvidence,
  CallOutcome,
  Classification,
  DecidedBy,
  Reading,
} from './call-evidence.ts';
import type { Heard } from './heard.ts';
import { readCauses, readStatus } from './signalling-readings.ts';
import { readWords } from './spoken-words.ts';
import { lengthWithin } from './stretch.ts';

const ANNOUNCED: Readonly<Record<AnnouncementLabel, CallOutcome>> = {
  powered_off: 'powered_off',
  suspended: 'suspended',
  unreachable: 'unreachable',
  out_of_area: 'unreachable',
  busy: 'busy',
  barred: 'barred',
  network_congestion: 'network_congestion',
  unallocated: 'unallocated',
  number_changed: 'number_changed',
  no_answer: 'no_answer',
  please_hold: 'answered_ivr',
  fax: 'answered_fax',
  voicemail: 'answered_voicemail',
  menu: 'answered_ivr',
  after_hours: 'answered_after_hours',
};

/** The outcome of a call in which an announcement with this label was recognised. */
export function announcedOutcome(label: AnnouncementLabel): CallOutcome {
  return ANNOUNCED[label];
}

const TONES: Readonly<Partial<Record<string, CallOutcome>>> = {
  busy: 'busy',
  congestion: 'network_congestion',
  vacant: 'unallocated',
  dial: 'trunk_fault',
};

/** What the lengths of a coded SIT say; without a code it stands before a recording on any number out of service. */
const SIT: Readonly<Partial<Record<string, Reading>>> = {
  sit_intercept: { outcome: 'unallocated', confidence: 0.7 },
  sit_vacant: { outcome: 'unallocated', confidence: 0.92 },
  sit_reorder: { outcome: 'network_congestion', confidence: 0.9 },
  sit_no_circuit: { outcome: 'network_congestion', confidence: 0.9 },
};
const UNCODED_SIT: Reading = { outcome: 'unallocated', confidence: 0.75 };

/** Speech before the answer counts as a recording from this length on. */
const RECORDING_MS = 1500;
/** A cause or status of at least this confidence names what an unlabelled recording says. */
const REFINING = 0.6;
/** A status alone names a recording only where it speaks of the number or the line; others are carriers' habits. */
const NAMED_BY_STATUS: ReadonlySet<CallOutcome> = new Set([
  'unallocated',
  'number_changed',
  'invalid_format',
  'busy',
  'no_answer',
]);
/** A tone so soon after the answer, without a word before it, shows that nobody answered. */
const FALSE_ANSWER_WORDS_MS = 400;

/** What was heard with less confidence says nothing. */
const LEAST_CONFIDENCE = 0.5;

type Readings = { [by in DecidedBy]?: Reading };

/**
 * Decides the outcome of one finished call: announcement, before tone, before Q.850 cause, before SIP status; all
 * that speak are kept as readings. An unlabelled recording before the answer is `announcement_unknown`; a clear
 * cause or status names it, and then decides, while the announcement's own reading stays as it was.
 */
export function classifyCall(evidence: CallEvidence): Classification {
  if (evidence.end === 'interrupted') return settled('interrupted', 1, 'status', {});
  if (evidence.end === 'no_response') return settled('trunk_fault', 0.9, 'status', {});
  if (evidence.end === 'transport') return settled('trunk_fault', 0.95, 'status', {});
  return decideOutcome(collect(evidence), evidence.answeredAtMs !== null);
}

/** Decides the outcome from readings alone, as `classifyCall` does: a reading that came later may decide anew. */
export function decideOutcome(
  readings: Classification['readings'],
  answered: boolean,
): Classification {
  const order = answered ? ANSWERED_ORDER : unansweredOrder(readings);
  for (const by of order) {
    const reading = readings[by];
    if (reading !== undefined) {
      return settled(reading.outcome, weighed(by, reading, readings), by, readings);
    }
  }
  return settled('unreachable', 0.3, 'status', readings);
}

const ANSWERED_ORDER: readonly DecidedBy[] = ['announcement', 'tone', 'media', 'cause', 'status'];

/** The order of belief before the answer; an unlabelled recording stands behind what can name it. */
function unansweredOrder(readings: Readings): readonly DecidedBy[] {
  if (readings.announcement?.outcome !== 'announcement_unknown') {
    return ['announcement', 'tone', 'cause', 'media', 'status'];
  }
  const order: DecidedBy[] = ['tone'];
  if ((readings.cause?.confidence ?? 0) >= REFINING) order.push('cause');
  else if (NAMED_BY_STATUS.has(readings.status?.outcome ?? 'announcement_unknown')) {
    order.push('status');
  }
  return [...order, 'announcement'];
}

function collect(evidence: CallEvidence): Readings {
  const { answeredAtMs } = evidence;
  const readings: Readings = {};
  const announcement = readAnnouncement(evidence);
  if (announcement !== null) readings.announcement = announcement;
  const tone = readTone(evidence);
  if (tone !== null) readings.tone = tone;
  if (answeredAtMs !== null) {
    readings.media = readAnswer(evidence, answeredAtMs);
    return readings;
  }
  const rang = rangSince(evidence);
  const rangMs = rang === null ? 0 : evidence.endedAtMs - rang.sinceMs;
  if (evidence.end === 'cancelled') {
    Object.assign(readings, readGivenUp(evidence, rang));
    return readings;
  }
  const cause = readCauses(evidence.q850);
  if (cause !== null) readings.cause = cause;
  if (evidence.status !== null && evidence.status >= 300) {
    readings.status = readStatus(evidence.status, rangMs);
  }
  return readings;
}

/** We gave up: it rang, or played music in place of ringing, or nothing came of it. */
function readGivenUp(evidence: CallEvidence, rang: Rang | null): Readings {
  if (rang !== null) {
    const reading: Reading = { outcome: 'no_answer', confidence: rang.confidence };
    return rang.by === 'tone' ? { tone: reading } : { status: reading };
  }
  if (isColourRingback(evidence)) {
    return { media: { outcome: 'no_answer', confidence: 0.7 } };
  }
  const cause = readCauses(evidence.q850);
  const status: Reading = { outcome: 'unreachable', confidence: 0.35 };
  return cause === null ? { status } : { cause, status };
}

/** Music in place of ringing 彩铃: more music than words before the answer. */
function isColourRingback({ heard, answeredAtMs, endedAtMs }: CallEvidence): boolean {
  const untilMs = answeredAtMs ?? endedAtMs;
  const musicMs = lengthOf(heard, 'music', untilMs);
  return musicMs >= 3000 && musicMs > lengthOf(heard, 'speech', untilMs);
}

interface Rang {
  readonly sinceMs: number;
  readonly by: 'tone' | 'status';
  readonly confidence: number;
}

function rangSince(evidence: CallEvidence): Rang | null {
  const ringback = evidence.heard.find(
    ({ kind, label }) => kind === 'tone' && label === 'ringback',
  );
  if (ringback !== undefined) {
    const sinceMs = Math.min(ringback.fromMs, evidence.ringingAtMs ?? ringback.fromMs);
    return { sinceMs, by: 'tone', confidence: Math.max(0.85, ringback.confidence) };
  }
  if (evidence.ringingAtMs === null) return null;
  return { sinceMs: evidence.ringingAtMs, by: 'status', confidence: 0.85 };
}

function readAnnouncement(evidence: CallEvidence): Reading | null {
  const { announcement, answeredAtMs } = evidence;
  if (announcement !== null && announcement !== undefined) {
    return { outcome: ANNOUNCED[announcement.label], confidence: announcement.confidence };
  }
  const transcript = evidence.transcript ?? null;
  const said = transcript === null ? null : readWords(transcript).label;
  if (transcript !== null && said !== null) {
    return { outcome: ANNOUNCED[said], confidence: transcript.confidence };
  }
  if (answeredAtMs !== null) return null;
  const speechMs = lengthOf(evidence.heard, 'speech', evidence.endedAtMs);
  if (speechMs < RECORDING_MS) return null;
  // While it rings by signalling and we gave up, words may be the subscriber's colour ringback.
  if (evidence.end === 'cancelled' && rangSince(evidence) !== null) return null;
  if (evidence.end === 'cancelled' && isColourRingback(evidence)) return null;
  return { outcome: 'announcement_unknown', confidence: speechMs >= 2 * RECORDING_MS ? 0.85 : 0.7 };
}

/** The last tone that says how the call ended; after an answer only where nobody had spoken. */
function readTone(evidence: CallEvidence): Reading | null {
  const { answeredAtMs, heard } = evidence;
  for (const entry of heard.toReversed()) {
    if (entry.confidence < LEAST_CONFIDENCE) continue;
    if (answeredAtMs !== null && entry.toMs <= answeredAtMs) break;
    if (answeredAtMs !== null && wordsBefore(evidence, entry) >= FALSE_ANSWER_WORDS_MS) continue;
    if (entry.kind === 'sit') return SIT[entry.label] ?? UNCODED_SIT;
    if (entry.kind === 'fax' && answeredAtMs !== null) {
      return { outcome: 'answered_fax', confidence: entry.confidence };
    }
    const outcome = entry.kind === 'tone' ? TONES[entry.label] : undefined;
    if (outcome !== undefined) return { outcome, confidence: entry.confidence };
  }
  return null;
}

function wordsBefore(evidence: CallEvidence, entry: Heard): number {
  let wordsMs = 0;
  for (const { fromMs, toMs } of evidence.voice?.utterances ?? []) {
    if (fromMs < entry.fromMs) wordsMs += Math.min(toMs, entry.fromMs) - fromMs;
  }
  return wordsMs;
}

/** How long something was heard until `untilMs`. */
function lengthOf(heard: readonly Heard[], kind: Heard['kind'], untilMs: number): number {
  return lengthWithin(
    heard.filter((one) => one.kind === kind),
    -Infinity,
    untilMs,
  );
}

/** Evidence that agrees makes surer, evidence that contradicts less sure. */
function weighed(by: DecidedBy, decided: Reading, readings: Readings): number {
  let doubt = 1 - decided.confidence;
  for (const [other, reading] of Object.entries(readings)) {
    if (other === by || reading.outcome === 'announcement_unknown') continue;
    if (reading.outcome === decided.outcome) doubt *= 1 - 0.7 * reading.confidence;
    else if (!isAnsweredKind(reading.outcome))
      doubt = Math.min(0.7, doubt * (1 + 0.5 * reading.confidence));
  }
  return Math.min(0.99, 1 - doubt);
}

/** A false answer is always contradicted by what "answered" would mean. */
function isAnsweredKind(outcome: CallOutcome): boolean {
  return outcome.startsWith('answered_');
}

function settled(
  outcome: CallOutcome,
  confidence: number,
  by: DecidedBy,
  readings: Readings,
): Classification {
  const all = Object.keys(readings).length === 0 ? { [by]: { outcome, confidence } } : readings;
  return { outcome, confidence, by, readings: all };
}
