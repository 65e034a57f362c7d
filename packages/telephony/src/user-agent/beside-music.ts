import type { Heard } from '../progress/heard.ts';
import { lengthWithin, type Stretch } from '../progress/stretch.ts';

/** So much of an utterance must be music for it to be the tune's. */
const tuneShare = 0.7;
/** A tune may rest for so long. */
const restMs = 1000;
/** Music is left by the listener so much later than it ended: a voice that began since may be named music yet. */
const namedLateMs = 1200;
/** Where silence follows, the listener has had no time to leave it for so long (its window, and its doubt). */
const neverNamedMs = 2200;
/** Before an agent's first word the music stops for so long at least. */
const breakMs = 250;
/** An utterance that goes on for so long after the music's end is somebody's. */
const beyondMs = 160;

/**
 * What was said, less what is itself the hold music: an utterance within the music's run most of which the listener
 * names music is a tune's; what goes on after the music's end is a voice's, and so is what began anew, after a pause,
 * so shortly before it that the listener could not know better.
 */
export function besideMusic<Utterance extends Stretch>(
  utterances: readonly Utterance[],
  heard: readonly Heard[],
  holdMusicFromMs: number | null,
): readonly Stretch[] {
  if (holdMusicFromMs === null) return utterances;
  const music = heard.filter(({ kind, toMs }) => kind === 'music' && toMs > holdMusicFromMs);
  return utterances.flatMap((one, n): readonly Stretch[] => {
    const { fromMs, toMs } = one;
    if (toMs <= holdMusicFromMs) return [one];
    const end = endOfMusic(music, heard, one);
    const pausedMs = fromMs - (utterances[n - 1]?.toMs ?? -Infinity);
    if (end !== null && fromMs >= end.atMs - end.voiceNamedLateMs && pausedMs >= breakMs)
      return [one];
    const sungMs = lengthWithin(music, fromMs, toMs);
    if (end !== null && toMs >= end.atMs + beyondMs && fromMs < end.atMs)
      return [{ fromMs: end.atMs, toMs }];
    return sungMs < (toMs - fromMs) * tuneShare ? [one] : [];
  });
}

/**
 * Where the music ends in which an utterance began, and how long before that a voice may have begun that is named music
 * yet: 0 where the music goes on or only rests.
 */
function endOfMusic(
  music: readonly Heard[],
  heard: readonly Heard[],
  { fromMs }: Stretch,
): { readonly atMs: number; readonly voiceNamedLateMs: number } | null {
  const within = music.find((part) => part.fromMs <= fromMs && part.toMs > fromMs);
  if (within === undefined) return null;
  let atMs = within.toMs;
  for (const part of music) if (part.fromMs <= atMs + restMs && part.toMs > atMs) atMs = part.toMs;
  const next = heard.find((part) => part.fromMs >= atMs);
  if (next === undefined) return null;
  if (next.kind === 'speech' || next.kind === 'noise')
    return { atMs, voiceNamedLateMs: namedLateMs };
  const isOver = next.kind === 'silence' && next.toMs - next.fromMs >= restMs;
  return { atMs, voiceNamedLateMs: isOver ? neverNamedMs : 0 };
}

/**
 * When somebody may have begun to speak within hold music that still plays, as far as the listener knows: the first
 * utterance that began after a pause, and after our words did; null without one.
 */
export function musicBrokenAt(
  utterances: readonly Stretch[],
  holdMusicFromMs: number | null,
  spoke: Stretch | null,
): number | null {
  if (holdMusicFromMs === null) return null;
  const sinceMs = Math.max(holdMusicFromMs, spoke?.fromMs ?? -Infinity);
  const anew = utterances.find(
    ({ fromMs }, n) =>
      fromMs > sinceMs && fromMs - (utterances[n - 1]?.toMs ?? -Infinity) >= breakMs,
  );
  return anew?.fromMs ?? null;
}
