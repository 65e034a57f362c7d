import type { Heard } from '../progress/heard.ts';
import type { Print } from './print.ts';

/** A stretch of what was said or played at the far end, with its print. */
export interface HeardSound {
  /** Call times. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: 'speech' | 'music';
  readonly afterAnswer: boolean;
  readonly print: Print;
}

/** Pauses within a sentence; a longer one ends the stretch: somebody else may speak after it. */
const PAUSE_MS = 450;
/** A syllable may be so pure, or so like a key, that it is heard as such; it ends nothing. */
const SYLLABLE_MS = 150;
const SHORTEST_MS = 700;
/** Half a minute tells one recording from all others; a tune that goes on for long is cut. */
const LONGEST_MS = 30_000;
/** Fewer words that say something cannot be found again: a print goes some 100 ms beyond its sound on both sides. */
const FEWEST_WORDS = 45;
/** A stretch's edges are soft. */
const EDGE_MS = 100;

/** Cuts a call's timeline into stretches of speech and music, and takes the print of each. */
export function soundStretches(
  heard: readonly Heard[],
  answeredMs: number | null,
  printBetween: (fromMs: number, toMs: number) => Print,
): HeardSound[] {
  const stretches: { fromMs: number; toMs: number; speechMs: number; musicMs: number }[] = [];
  const parts = heard.flatMap((entry) => cutAt(entry, answeredMs));
  let broken = true;
  for (const { kind, fromMs, toMs } of parts) {
    const isSound = kind === 'speech' || kind === 'music' || kind === 'noise';
    if (!isSound) {
      if (toMs - fromMs > (kind === 'silence' ? PAUSE_MS : SYLLABLE_MS)) broken = true;
      continue;
    }
    const last = stretches.at(-1);
    const lengthMs = toMs - fromMs;
    const goesOn =
      !broken &&
      last !== undefined &&
      last.fromMs < (answeredMs ?? Infinity) === fromMs < (answeredMs ?? Infinity) &&
      toMs - last.fromMs <= LONGEST_MS;
    const stretch = goesOn ? last : { fromMs, toMs, speechMs: 0, musicMs: 0 };
    if (!goesOn) stretches.push(stretch);
    broken = false;
    stretch.toMs = toMs;
    if (kind === 'music') stretch.musicMs += lengthMs;
    else if (kind === 'speech') stretch.speechMs += lengthMs;
  }
  return stretches.flatMap(({ fromMs, toMs, speechMs, musicMs }): HeardSound[] => {
    if (toMs - fromMs < SHORTEST_MS || speechMs + musicMs === 0) return [];
    const until = Math.min(toMs, fromMs + LONGEST_MS);
    const print = printBetween(fromMs - EDGE_MS, until + EDGE_MS);
    let says = 0;
    for (const word of print.words) if (word !== 0) says += 1;
    if (says < FEWEST_WORDS) return [];
    return [
      {
        fromMs: Math.round(fromMs),
        toMs: Math.round(until),
        kind: musicMs > speechMs ? 'music' : 'speech',
        afterAnswer: answeredMs !== null && fromMs >= answeredMs,
        print,
      },
    ];
  });
}

/** What goes on over the answer is two. */
function cutAt(entry: Heard, answeredMs: number | null): readonly Heard[] {
  if (answeredMs === null || entry.fromMs >= answeredMs || entry.toMs <= answeredMs) return [entry];
  return [
    { ...entry, toMs: answeredMs },
    { ...entry, fromMs: answeredMs },
  ];
}
