import { isBetterSample } from '@everyline/domain';
import { decodeMuLaw, encodeALaw } from '@everyline/telephony';

import type { AppContext } from '../context.ts';
import type { RecordedStretch } from '../ports/store/announcement-groups.ts';

/** So many stretches are weighed, the longest; and so much of one is kept. */
const weighed = 40;
const longestMs = 20_000;
const bytesAMs = 8;

/**
 * Keeps the best stretch in which an announcement was heard as its sample: cut out of the recording of
 * the call, sealed by itself, so that it is still there when the call's recording is past its day.
 */
export async function improveSample(context: AppContext, id: string): Promise<void> {
  const { announcementGroups } = context.store;
  const held = await announcementGroups.sampleOf(id);
  let best: RecordedStretch | null = null;
  let standing = held;
  for (const candidate of await announcementGroups.sampleCandidates(id, weighed)) {
    const sample = { lengthMs: lengthOf(candidate), lossShare: candidate.lossShare };
    if (!isBetterSample(sample, standing)) continue;
    standing = sample;
    best = candidate;
  }
  if (best === null) return;
  const audio = await context.recordings.read(best.probeId);
  const cut = audio && cutOut(audio, best);
  if (cut === null || cut.length === 0) return;
  await context.recordings.write(id, cut);
  await announcementGroups.setSample(id, {
    lengthMs: cut.length / bytesAMs,
    lossShare: best.lossShare,
  });
}

/** Gives the sample of an announcement that was joined to another to that one, where it has none. */
export async function moveSample(context: AppContext, from: string, into: string): Promise<void> {
  const { announcementGroups } = context.store;
  const sample = await announcementGroups.sampleOf(from);
  if (sample === null) return;
  if ((await announcementGroups.sampleOf(into)) === null) {
    const audio = await context.recordings.read(from);
    if (audio !== null) {
      await context.recordings.write(into, audio);
      await announcementGroups.setSample(into, sample);
    }
  }
  await context.recordings.remove(from);
}

function lengthOf({ fromMs, toMs }: RecordedStretch): number {
  return Math.min(longestMs, toMs - fromMs);
}

/** The bytes of a stretch as G.711 A-law. */
function cutOut(audio: Uint8Array, stretch: RecordedStretch): Uint8Array {
  const { codec, fromMs } = stretch.recording;
  const from = Math.max(0, Math.round((stretch.fromMs - fromMs) * bytesAMs));
  const to = Math.max(from, Math.round(from + lengthOf(stretch) * bytesAMs));
  const bytes = audio.slice(from, to);
  return codec === 'PCMA' ? bytes : encodeALaw(decodeMuLaw(bytes));
}
