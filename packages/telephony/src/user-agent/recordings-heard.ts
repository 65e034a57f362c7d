import type { AnnouncementLabel } from '../progress/call-evidence.ts';
import type { Utterance, VoiceActivity } from '../progress/heard.ts';
import type { RecognisedSound } from '../prints/sound-follower.ts';
import type { Said } from './probe-manners.ts';

/** What the print of a sound tells lies so much behind the sound itself. */
const lagMs = 600;
/** A sound so short and so soon before a recording is what is left of the ringing, or a click. */
const scrapMs = 300;
const soonMs = 1000;
/** Between two stretches of known recordings so close there is a recording too. */
const seamMs = 400;
/** A label is believed of so much of its recording, or so long a part of it. */
const enoughCoverage = 0.6;
const enoughMs = 3000;

/** After these somebody may still come to the telephone. */
const introductions: ReadonlySet<AnnouncementLabel> = new Set(['please_hold', 'menu']);

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

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
    return [{ fromMs: last.toMs, toMs: one.toMs, breathMs: one.toMs - last.toMs }];
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
 * The voice after the answer less its recordings; null when nothing else was said. Nobody comes to the telephone in
 * the middle of a recording's breath, so an utterance of which part is known is the recording's whole.
 */
export function voiceBeside(
  voice: VoiceActivity | null,
  recognised: readonly RecognisedSound[],
  answeredAtMs: number,
): VoiceActivity | null {
  const recordings = recordingsAfter(recognised, answeredAtMs);
  if (voice === null || recordings.length === 0) return voice;
  const utterances = voice.utterances.filter(
    (one: Utterance) =>
      recordings.every(({ fromMs, toMs }) => toMs <= one.fromMs || fromMs >= one.toMs) &&
      !isScrap(one, recordings),
  );
  const [first] = utterances;
  if (first === undefined) return null;
  const lengths = utterances.map(({ fromMs, toMs }) => toMs - fromMs);
  return {
    ...voice,
    sinceMs: first.fromMs,
    noticedAtMs: Math.max(voice.noticedAtMs, first.fromMs),
    utterances,
    longestMs: Math.max(...lengths),
    totalMs: lengths.reduce((sum, length) => sum + length, 0),
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
 * ends calls before one after which somebody may come. Of recordings that begin alike, the one of which more was heard.
 */
export function rulingAnnouncement(
  recognised: readonly RecognisedSound[],
  answeredAtMs: number | null,
): HeardAnnouncement | null {
  let ruling: (RecognisedSound & { readonly label: AnnouncementLabel }) | null = null;
  for (const one of recognised) {
    const { label } = one;
    if (label === null || (answeredAtMs !== null && one.toMs <= answeredAtMs)) continue;
    const lengthMs = one.toMs - one.fromMs;
    if (one.coverage < enoughCoverage && lengthMs < enoughMs) continue;
    const longer = recognised.some(
      (other) =>
        other.soundId !== one.soundId &&
        Math.min(other.toMs, one.toMs) - Math.max(other.fromMs, one.fromMs) > lengthMs / 2 &&
        other.toMs - other.fromMs > lengthMs + seamMs,
    );
    if (longer) continue;
    const ends = !introductions.has(label);
    if (ruling !== null && !ends && !introductions.has(ruling.label)) continue;
    ruling = { ...one, label };
  }
  if (ruling === null) return null;
  const { soundId, announcementId, label, fromMs, recognisedAtMs, bitErrorRate } = ruling;
  const confidence = 0.98 - 0.5 * bitErrorRate;
  return { soundId, announcementId, label, confidence, fromMs, recognisedAtMs };
}

/** Whether nobody will come to the telephone after this announcement. */
export function endsCalls({ label }: HeardAnnouncement): boolean {
  return !introductions.has(label);
}
