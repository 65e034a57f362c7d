import type { AnnouncementLabel } from '../progress/call-evidence.ts';
import type { Heard, Utterance, VoiceActivity } from '../progress/heard.ts';
import type { Stretch } from '../progress/stretch.ts';
import type { RecognisedSound } from '../prints/sound-follower.ts';
import { isNote, musicRuns } from './hold-music.ts';
import type { Said } from './probe-manners.ts';

/** What the print of a sound tells lies so much behind the sound itself. */
const lagMs = 600;
/** Where a recording gives way to a voice, its print is taken for it still so much longer. */
const overshootMs = 600;
/** A sound so short and so soon before a recording is what is left of the ringing, or a click. */
const scrapMs = 300;
const soonMs = 1000;
/** Between two stretches of known recordings so close there is a recording too. */
const seamMs = 400;
/** Whoever takes the call after a recording says so much in a breath, or half as much again in all. */
const takenUpMs = 600;
/** A label is believed of so much of its recording, or so long a part of it. */
const enoughCoverage = 0.6;
const enoughMs = 3000;

/** So near its end a recording has been heard out. */
const nearEndMs = 400;
/** Where so many bits differ, nothing speaks for or against a sound. */
const evenRate = 0.3;
/** One sound agrees clearly better than another by so much. */
const clearlyMs = 150;

/** After these somebody may still come to the telephone. */
const introductions: ReadonlySet<AnnouncementLabel> = new Set(['please_hold', 'menu']);

/** The recognised stretches that reach beyond a time, joined where they touch, in order. */
function recordingsAfter(recognised: readonly RecognisedSound[], sinceMs: number): Stretch[] {
  const joined: { fromMs: number; toMs: number }[] = [];
  const after = recognised.filter(({ toMs }) => toMs > sinceMs);
  for (const { fromMs, toMs } of after.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last !== undefined && fromMs - last.toMs <= seamMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

/**
 * What was said, less what earlier calls have heard: a recording is no person. What goes on in the same breath after
 * the part that is known may be somebody who has taken the call; what led up to it in the same breath is not.
 */
export function besideRecordings(
  said: readonly Said[],
  recognised: readonly RecognisedSound[],
  answeredAtMs: number,
): readonly Said[] {
  const recordings = recordingsAfter(recognised, answeredAtMs);
  if (recordings.length === 0) return said;
  return said.flatMap((one): Said[] => {
    const last = recordings.findLast(({ fromMs, toMs }) => fromMs < one.toMs && toMs > one.fromMs);
    if (last === undefined) return isScrap(one, recordings) ? [] : [one];
    if (one.toMs <= last.toMs + lagMs) return [];
    const fromMs = Math.max(one.fromMs, last.toMs - overshootMs);
    return [{ fromMs, toMs: one.toMs, breathMs: one.toMs - last.toMs }];
  });
}

function isScrap({ fromMs, toMs }: Stretch, recordings: readonly Stretch[]): boolean {
  if (toMs - fromMs > scrapMs) return false;
  return recordings.some((one) => one.fromMs >= toMs && one.fromMs - toMs <= soonMs);
}

/** For how long recordings were heard after the answer, ms. */
export function recordedMs(recognised: readonly RecognisedSound[], answeredAtMs: number): number {
  return recordingsAfter(recognised, answeredAtMs).reduce(
    (sum, { fromMs, toMs }) => sum + toMs - Math.max(fromMs, answeredAtMs),
    0,
  );
}

/**
 * The voice after the answer less its recordings; null when nothing else was said. What spoke before a recording was
 * one too, although it was not known again: persons come behind the recordings. Nobody comes to the telephone in the
 * middle of a recording's breath, so an utterance of which part is known is the recording's whole, and what is said
 * while the recording would still last, if the call did not go on otherwise. Whoever takes a call from a queue says
 * more than a note of its tune that sounds like a voice.
 */
export function voiceBeside(
  voice: VoiceActivity | null,
  recognised: readonly RecognisedSound[],
  heard: readonly Heard[],
  answeredAtMs: number,
): VoiceActivity | null {
  const recordings = recordingsAfter(recognised, answeredAtMs);
  if (voice === null || recordings.length === 0) return voice;
  const overMs = Math.max(
    ...recordings.map(({ toMs }) => toMs),
    ...recognised
      .filter(({ isPiece, toMs }) => !isPiece && toMs > answeredAtMs)
      .map((one) => one.toMs + leftMs(one)),
  );
  const tunes = musicRuns(heard, answeredAtMs, []);
  const utterances = voice.utterances.filter(
    (one: Utterance) => one.fromMs >= overMs && !isNote(one, heard, tunes),
  );
  const [first] = utterances;
  if (first === undefined) return null;
  const lengths = utterances.map(({ fromMs, toMs }) => toMs - fromMs);
  const totalMs = lengths.reduce((sum, length) => sum + length, 0);
  if (Math.max(...lengths) < takenUpMs && totalMs < 1.5 * takenUpMs) return null;
  return {
    ...voice,
    sinceMs: first.fromMs,
    noticedAtMs: Math.max(voice.noticedAtMs, first.fromMs),
    utterances,
    longestMs: Math.max(...lengths),
    totalMs,
    // What was repeated is known as a recording by now.
    isRepeated: false,
  };
}

/** A recognised recording that says how the call went. */
export interface HeardAnnouncement {
  readonly soundId: string;
  readonly announcementId: string | null;
  readonly label: AnnouncementLabel;
  readonly confidence: number;
  readonly fromMs: number;
  readonly recognisedAtMs: number;
}

/**
 * The announcement that decides: the last labelled one since the answer (before it, where there was none), one that
 * ends calls before one after which somebody may come. Recordings share their pieces: of those that were recognised in
 * one place the one that agrees best decides, and none of which the call went on otherwise. While the call lasts,
 * nothing is decided before it has been heard for long or to its end, nor while another that says something else
 * agrees as well.
 */
export function rulingAnnouncement(
  recognised: readonly RecognisedSound[],
  answeredAtMs: number | null,
  call: 'lasts' | 'is over',
): HeardAnnouncement | null {
  const whole = recognised.filter(({ isPiece }) => !isPiece);
  let ruling: Labelled | null = null;
  for (const one of whole) {
    if (!isLabelled(one) || (answeredAtMs !== null && one.toMs <= answeredAtMs)) continue;
    const lengthMs = one.toMs - one.fromMs;
    if (one.coverage < enoughCoverage && lengthMs < enoughMs) continue;
    if (call === 'lasts' && lengthMs < enoughMs && leftMs(one) > nearEndMs) continue;
    const rivals = whole.filter((other) => other.soundId !== one.soundId && isBeside(one, other));
    if (rivals.some((other) => agreement(other) > agreement(one) + clearlyMs)) continue;
    if (call === 'lasts' && rivals.some((other) => contests(other, one))) continue;
    if (ruling !== null && isBeside(one, ruling) && !isBetter(one, ruling)) continue;
    const ends = !introductions.has(one.label);
    if (ruling !== null && !ends && !introductions.has(ruling.label)) continue;
    ruling = one;
  }
  if (ruling === null) return null;
  const { soundId, announcementId, label, fromMs, recognisedAtMs, bitErrorRate } = ruling;
  const confidence = 0.98 - 0.5 * bitErrorRate;
  return { soundId, announcementId, label, confidence, fromMs, recognisedAtMs };
}

type Labelled = RecognisedSound & { readonly label: AnnouncementLabel };

function isLabelled(one: RecognisedSound): one is Labelled {
  return one.label !== null;
}

/** How much of a sound has not been heard yet, ms. */
function leftMs({ fromMs, toMs, offsetMs, lengthMs }: RecognisedSound): number {
  return lengthMs - offsetMs - (toMs - fromMs);
}

/** Whether the other was recognised during most of it. */
function isBeside(one: Stretch, other: Stretch): boolean {
  const sharedMs = Math.min(other.toMs, one.toMs) - Math.max(other.fromMs, one.fromMs);
  return sharedMs > (one.toMs - one.fromMs) / 2;
}

/** How much speaks for a sound, as ms of full agreement: two that differ in a word differ in their errors there. */
function agreement({ fromMs, toMs, bitErrorRate }: RecognisedSound): number {
  return (toMs - fromMs) * (1 - bitErrorRate / evenRate);
}

/** Whether another sound that would decide otherwise agrees about as well, and has not ended yet. */
function contests(other: RecognisedSound, one: Labelled): boolean {
  if (other.label === null || other.label === one.label) return false;
  return leftMs(other) > nearEndMs && agreement(other) > agreement(one) - clearlyMs;
}

function isBetter(one: RecognisedSound, other: RecognisedSound): boolean {
  const more = agreement(one) - agreement(other);
  return Math.abs(more) > clearlyMs ? more > 0 : one.coverage >= other.coverage;
}

/** Whether nobody will come to the telephone after this announcement. */
export function endsCalls({ label }: HeardAnnouncement): boolean {
  return !introductions.has(label);
}
