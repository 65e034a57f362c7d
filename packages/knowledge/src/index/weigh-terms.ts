import type { Entry } from '../entry.ts';
import { soundOf } from '../text/pinyin.ts';
import { BREAK, RUN, splitUnits, UnitBuffer } from '../text/units.ts';
import { widened, type TermTable } from './term-table.ts';

/** Stands before a unit in a term that is this unit alone. */
export const ALONE = 1;

/** How much a term counts where it stands, in quarters: the question and its paraphrases count twice the answer. */
const QUESTION_QUARTERS = 8;
const ANSWER_QUARTERS = 4;
const MOST_QUARTERS = 255;

/** The texts of an entry in the form in which they are compared. */
export interface EntryTexts {
  /** The question, if there is one, and its paraphrases. */
  readonly phrasings: readonly string[];
  readonly answer: string;
}

export function textsOf(entry: Entry, normalise: (text: string) => string): EntryTexts {
  const question = entry.question === undefined ? [] : [entry.question];
  return {
    phrasings: [...question, ...(entry.paraphrases ?? [])].map(normalise),
    answer: normalise(entry.answer),
  };
}

/** The terms of one entry with their weights. The arrays are used again for the next. */
export interface WeighedTerms {
  readonly terms: Uint32Array;
  /** In quarters of an occurrence in an answer, 1…255. */
  readonly weights: Uint8Array;
  readonly count: number;
  /** The letters and sounds that are in the entry, each once. */
  readonly letters: readonly number[];
  /** How many pairs of units there are, in quarters like the weights. */
  readonly length: number;
}

/**
 * Counts the terms of entries. A term is a pair of neighbouring units, as written and as it sounds, or a run (a number, a
 * code, a word in Latin letters) alone. Of all phrasings of a question the one counts in which a term is most often, so
 * that many paraphrases make an entry no heavier.
 */
export class TermWeigher {
  readonly #table: TermTable;
  readonly #buffer = new UnitBuffer();
  /** Of each term, side by side: its count in the text at hand, and its weight in the entry so far. */
  #tallies = new Uint32Array(1 << 12);
  #seen = new Uint8Array(0x10000);
  #terms = new Uint32Array(1 << 11);
  #out = new Uint8Array(1 << 11);
  #inText: number[] = [];
  #count = 0;
  #letters: number[] = [];

  constructor(table: TermTable) {
    this.#table = table;
  }

  weigh(texts: EntryTexts): WeighedTerms {
    this.#count = 0;
    this.#letters = [];
    let question = 0;
    for (const phrasing of texts.phrasings) {
      question += this.#countText(phrasing);
      this.#keepGreatest(QUESTION_QUARTERS);
    }
    const answer = this.#countText(texts.answer);
    this.#addTo(ANSWER_QUARTERS);
    for (let n = 0; n < this.#count; n += 1) {
      const term = this.#terms[n]!;
      this.#out[n] = Math.min(this.#tallies[2 * term + 1]!, MOST_QUARTERS);
      this.#tallies[2 * term + 1] = 0;
    }
    for (const letter of this.#letters) this.#seen[letter] = 0;
    const phrasings = Math.max(1, texts.phrasings.length);
    return {
      terms: this.#terms,
      weights: this.#out,
      count: this.#count,
      letters: this.#letters,
      length: Math.round((question * QUESTION_QUARTERS) / phrasings) + answer * ANSWER_QUARTERS,
    };
  }

  /** Counts the terms of one text; returns how many pairs it has. */
  #countText(text: string): number {
    const buffer = this.#buffer;
    buffer.length = 0;
    splitUnits(text, buffer);
    const { units, length } = buffer;
    let pairs = 0;
    let before = BREAK;
    let soundBefore = BREAK;
    for (let n = 0; n < length; n += 1) {
      const unit = units[n]!;
      if (unit === BREAK) {
        before = BREAK;
        continue;
      }
      const sound = soundOf(unit);
      this.#see(unit);
      if (sound !== unit) this.#see(sound);
      const isAlone = before === BREAK && (n + 1 >= length || units[n + 1] === BREAK);
      if (unit >= RUN || isAlone) {
        this.#occurs(ALONE, unit);
        if (sound !== unit) this.#occurs(ALONE, sound);
      }
      if (before !== BREAK) {
        pairs += 1;
        this.#occurs(before, unit);
        if (soundBefore !== before || sound !== unit) this.#occurs(soundBefore, sound);
      } else if (isAlone) pairs += 1;
      before = unit;
      soundBefore = sound;
    }
    return pairs;
  }

  #see(letter: number): void {
    if (letter > 0xffff || this.#seen[letter] === 1) return;
    this.#seen[letter] = 1;
    this.#letters.push(letter);
  }

  #occurs(first: number, second: number): void {
    const term = this.#table.add(first, second);
    while (2 * term >= this.#tallies.length) this.#tallies = widened(this.#tallies);
    if (this.#tallies[2 * term] === 0) this.#inText.push(term);
    this.#tallies[2 * term]! += 1;
  }

  #keepGreatest(quarters: number): void {
    for (const term of this.#inText) {
      const weight = this.#tallies[2 * term]! * quarters;
      if (this.#tallies[2 * term + 1] === 0) this.#list(term);
      if (weight > this.#tallies[2 * term + 1]!) this.#tallies[2 * term + 1] = weight;
      this.#tallies[2 * term] = 0;
    }
    this.#inText.length = 0;
  }

  #addTo(quarters: number): void {
    for (const term of this.#inText) {
      if (this.#tallies[2 * term + 1] === 0) this.#list(term);
      this.#tallies[2 * term + 1]! += this.#tallies[2 * term]! * quarters;
      this.#tallies[2 * term] = 0;
    }
    this.#inText.length = 0;
  }

  #list(term: number): void {
    if (this.#count === this.#terms.length) {
      this.#terms = widened(this.#terms);
      this.#out = widened(this.#out);
    }
    this.#terms[this.#count] = term;
    this.#count += 1;
  }
}
