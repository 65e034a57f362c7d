import type { Heard } from '../progress/heard.ts';
import { lengthWithin, type Stretch } from '../progress/stretch.ts';

/** Speech so short within music is a note that sounds like it. */
const withinMusicMs = 600;
/** A tune may rest, hold a note or drum for so long. */
const restMs = 1000;
/** A tune's last note may sound on like speech for so long. */
const tailMs = 200;
/** Music that has played for so long may be a queue's. */
const holdMusicMs = 1500;
/** So much of it must be known from earlier calls: a tune, and not somebody with a tune behind him. */
const knownMs = 1500;
/** A recording ends so soon before the music that it introduces. */
const soonMs = 3000;

/** Music of one piece: it rests no longer than a bar, and what sounds like speech in it is a note. */
export interface MusicRun {
  readonly parts: readonly Heard[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly hasEnded: boolean;
  /** Whether it is a queue's, as far as can be known; otherwise somebody may be speaking over it. */
  readonly isQueue: boolean;
}

interface Growing {
  readonly parts: Heard[];
  readonly fromMs: number;
  toMs: number;
  hasEnded: boolean;
  isQueue: boolean;
}

/**
 * The music since the answer, in runs. Nobody can tell the music of a queue from a tune that plays behind somebody who
 * speaks; so it is a queue's only where earlier calls have heard it, where a recording that they have heard led up to
 * it, or where it goes on after such music. A queue is left in the first call that meets it, and not from the second on.
 */
export function musicRuns(
  heard: readonly Heard[],
  answeredAtMs: number,
  recognised: readonly Stretch[],
): readonly MusicRun[] {
  const runs: Growing[] = [];
  for (const one of heard) {
    const last = runs.at(-1);
    if (one.kind !== 'music') {
      const longestMs = one.kind === 'speech' ? withinMusicMs : restMs;
      if (last !== undefined && one.toMs - one.fromMs > longestMs) last.hasEnded = true;
    } else if (last === undefined || last.hasEnded) {
      const fromMs = Math.max(one.fromMs, answeredAtMs);
      runs.push({ parts: [one], fromMs, toMs: one.toMs, hasEnded: false, isQueue: false });
    } else {
      last.parts.push(one);
      last.toMs = one.toMs;
    }
  }
  const known = recognised.filter(({ toMs }) => toMs > answeredAtMs);
  let isQueue = false;
  for (const run of runs) {
    const lasts = run.toMs - run.fromMs >= holdMusicMs;
    isQueue ||= lasts && (isKnown(run, known) || isIntroduced(run, known));
    run.isQueue = lasts && isQueue;
  }
  return runs;
}

function isKnown(run: Growing, known: readonly Stretch[]): boolean {
  return lengthWithin(known, run.fromMs, run.toMs) >= knownMs;
}

function isIntroduced(run: Growing, known: readonly Stretch[]): boolean {
  return known.some(({ toMs }) => Math.abs(toMs - run.fromMs) <= soonMs);
}

/** When the latest hold music after the answer began; null without any. Where a queue is known, its music may come in pieces. */
export function holdMusicFrom(runs: readonly MusicRun[]): number | null {
  return runs.findLast(({ isQueue }) => isQueue)?.fromMs ?? null;
}

/** What was named music and is no queue's, as far as can be known: a held vowel, a song, a voice with a tune behind it. */
export function musicOfPersons(runs: readonly MusicRun[]): readonly Heard[] {
  return runs.filter(({ isQueue }) => !isQueue).flatMap(({ parts }) => parts);
}

/** Whether a stretch that may be a voice is a note of music: not named speech for the most part, or within a tune. */
export function isNote(one: Stretch, heard: readonly Heard[], runs: readonly MusicRun[]): boolean {
  const speech = heard.filter(({ kind }) => kind === 'speech');
  if (lengthWithin(speech, one.fromMs, one.toMs) < (one.toMs - one.fromMs) / 2) return true;
  return runs.some(
    ({ fromMs, toMs }) =>
      toMs - fromMs >= holdMusicMs && one.fromMs >= fromMs && one.toMs <= toMs + tailMs,
  );
}

/** When the music after the answer that still plays began, which may yet turn out to be a voice; null without one. */
export function tuneFrom(runs: readonly MusicRun[]): number | null {
  const last = runs.at(-1);
  return last === undefined || last.hasEnded ? null : last.fromMs;
}
