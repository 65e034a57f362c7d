import { soundOf } from '../text/pinyin.ts';
import { BREAK, RUN, splitUnits, UnitBuffer } from '../text/units.ts';

/** Two neighbouring units of a question, or a run or a single unit alone (`first` is `ALONE`). */
export interface QuestionPair {
  readonly first: number;
  readonly second: number;
  readonly firstSound: number;
  readonly secondSound: number;
  /** Where in the question its second unit stands. */
  readonly at: number;
}

/** A question as it is searched. */
export interface Question {
  /** In the form in which texts are compared. */
  readonly text: string;
  readonly units: Uint32Array;
  readonly sounds: Uint32Array;
  readonly pairs: readonly QuestionPair[];
  /** The letters of a question that has no pairs, which are looked for wherever they stand. */
  readonly loneLetters: readonly number[];
}

/** More units of a question than these are not read. */
const MOST_UNITS = 240;
/** Each is looked for in all terms. */
const MOST_LONE_LETTERS = 4;

/** Reads a question that is in the form in which texts are compared. */
export function readQuestion(text: string, alone: number): Question {
  const buffer = new UnitBuffer();
  splitUnits(text.slice(0, 8 * MOST_UNITS), buffer);
  const units = buffer.units.slice(0, Math.min(buffer.length, MOST_UNITS));
  const sounds = units.map(soundOf);
  const pairs: QuestionPair[] = [];
  for (let at = 0; at < units.length; at += 1) {
    const second = units[at]!;
    if (second === BREAK) continue;
    const secondSound = sounds[at]!;
    const first = at === 0 ? BREAK : units[at - 1]!;
    if (second >= RUN)
      pairs.push({ first: alone, second, firstSound: alone, secondSound: second, at });
    if (first !== BREAK)
      pairs.push({ first, second, firstSound: sounds[at - 1]!, secondSound, at });
  }
  const letters = new Set(units);
  letters.delete(BREAK);
  const loneLetters = pairs.length > 0 ? [] : [...letters].slice(0, MOST_LONE_LETTERS);
  return { text, units, sounds, pairs, loneLetters };
}
