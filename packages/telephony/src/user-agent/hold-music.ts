import type { Heard } from '../progress/heard.ts';

/** Speech so short within music is a note that sounds like it. */
const withinMusicMs = 600;
/** A tune may rest, hold a note or drum for so long. */
const restMs = 1000;
/** A tune's last note may sound on like speech for so long. */
const tailMs = 200;
/** Music that has played for so long is a queue's; a tune in somebody's office is fainter and spoken over. */
const holdMusicMs = 1500;
/** A queue's music plays on for at least so long; a voice that sounds like music does not. */
const lastingMusicMs = 5000;
/** After so much speech it is a recording that has put the caller on hold; persons say less at first. */
const introducedMs = 2500;

/** Music of one piece: it rests no longer than a bar, and what sounds like speech in it is a note. */
interface MusicRun {
  readonly parts: readonly Heard[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly hasEnded: boolean;
  /** How much speech had been heard before it. */
  readonly speechMs: number;
}

function musicRuns(heard: readonly Heard[], answeredAtMs: number): MusicRun[] {
  const runs: {
    parts: Heard[];
    fromMs: number;
    toMs: number;
    hasEnded: boolean;
    speechMs: number;
  }[] = [];
  let speechMs = 0;
  for (const one of heard) {
    if (one.kind === 'speech') speechMs += one.toMs - Math.max(one.fromMs, answeredAtMs);
    const last = runs.at(-1);
    if (one.kind !== 'music') {
      const longestMs = one.kind === 'speech' ? withinMusicMs : restMs;
      if (last !== undefined && one.toMs - one.fromMs > longestMs) last.hasEnded = true;
    } else if (last === undefined || last.hasEnded) {
      const fromMs = Math.max(one.fromMs, answeredAtMs);
      runs.push({ parts: [one], fromMs, toMs: one.toMs, hasEnded: false, speechMs });
    } else {
      last.parts.push(one);
      last.toMs = one.toMs;
    }
  }
  return runs;
}

/** How long music must play to be a queue's: longer where nobody announced it, as soon as it has ended. */
function enoughMs({ hasEnded, speechMs }: MusicRun): number {
  return hasEnded && speechMs < introducedMs ? lastingMusicMs : holdMusicMs;
}

/** What was named music and ended too soon to be a queue's: a held vowel, somebody who sings out his greeting. */
export function shortMusic(heard: readonly Heard[], answeredAtMs: number): readonly Heard[] {
  return musicRuns(heard, answeredAtMs)
    .filter((run) => run.hasEnded && run.toMs - run.fromMs < enoughMs(run))
    .flatMap(({ parts }) => parts);
}

/**
 * When the latest hold music after the answer began; null without any. Music is believed to be a queue's as soon as it
 * has played for 1.5 s, but no longer so when it ends within 5 s and no speech led up to it; where a queue is known,
 * its music may come in pieces.
 */
export function holdMusicFrom(heard: readonly Heard[], answeredAtMs: number): number | null {
  let foundMs: number | null = null;
  for (const run of musicRuns(heard, answeredAtMs)) {
    const leastMs = foundMs === null ? enoughMs(run) : holdMusicMs;
    if (run.toMs - run.fromMs >= leastMs) foundMs = run.fromMs;
  }
  return foundMs;
}

/** Whether a stretch that sounds like a voice is a note of music: named so for the most part, or within a tune. */
export function isNote(
  one: { readonly fromMs: number; readonly toMs: number },
  heard: readonly Heard[],
  answeredAtMs: number,
): boolean {
  const musicMs = heard
    .filter(({ kind }) => kind === 'music' || kind === 'tone')
    .reduce(
      (sum, { fromMs, toMs }) =>
        sum + Math.max(0, Math.min(toMs, one.toMs) - Math.max(fromMs, one.fromMs)),
      0,
    );
  if (musicMs > (one.toMs - one.fromMs) / 2) return true;
  return musicRuns(heard, answeredAtMs).some(
    ({ fromMs, toMs }) =>
      toMs - fromMs >= holdMusicMs && one.fromMs >= fromMs && one.toMs <= toMs + tailMs,
  );
}

/** When the music after the answer that still plays began, which may yet turn out to be a voice; null without any. */
export function tuneFrom(heard: readonly Heard[], answeredAtMs: number): number | null {
  const last = musicRuns(heard, answeredAtMs).at(-1);
  return last === undefined || last.hasEnded ? null : last.fromMs;
}
