import type { Candidate, Frequencies } from '../index/entry-index.ts';
import { soundOf } from '../text/pinyin.ts';
import { BREAK, splitUnits, UnitBuffer } from '../text/units.ts';
import { K1, lengthNorm, rarity } from './bm25.ts';
import { PartsOfQuestion } from './parts-of-question.ts';
import type { Question } from './question.ts';

/** What is looked at when an entry is held against a question, in the order of the weights. */
export const FEATURES = [
  'pairs',
  'pairsWritten',
  'pairsHeard',
  'letters',
  'lettersWritten',
  'words',
  'pairsSeldomRepeated',
  'pairsOftenRepeated',
  'covered',
  'coveredRare',
  'rarest',
  'triples',
  'apart',
  'longest',
  'closeBy',
  'near',
  'length',
] as const;

/** The units within which matches count as close by, and as near. */
const CLOSE = 20;
const NEAR = 60;
/** What an occurrence in a question counts of one in an answer. */
const IN_QUESTION = 2;

/** A pair of the question where it stands in an entry. */
interface Match {
  readonly at: number;
  readonly heard: number;
  readonly rarity: number;
}

/**
 * Holds entries against one question. All figures but the length are shares of what an entry reaches that has each part
 * of the question once, so that weights hold for long and short questions, for small and large sets.
 */
export class CloserLook {
  readonly #parts: PartsOfQuestion;
  readonly #buffer = new UnitBuffer();
  readonly #letters: Float64Array;
  readonly #sounds: Float64Array;
  readonly #written: Float64Array;
  readonly #heard: Float64Array;
  readonly #triples: Uint8Array;
  readonly #apart: Uint8Array;
  #run: Int16Array;
  #runBefore: Int16Array;
  #isRunning = false;
  #longest = 0;
  #matches: Match[] = [];

  /** `words` are the words of the question in the form in which texts are compared. */
  constructor(question: Question, words: readonly string[], frequencies: Frequencies) {
    this.#parts = new PartsOfQuestion(
      question,
      words,
      (times) => rarity(times, frequencies.entries),
      frequencies,
    );
    this.#letters = new Float64Array(this.#parts.letterRarity.length);
    this.#sounds = new Float64Array(this.#parts.soundRarity.length);
    this.#written = new Float64Array(this.#parts.writtenRarity.length);
    this.#heard = new Float64Array(this.#parts.heardRarity.length);
    this.#triples = new Uint8Array(this.#parts.triples);
    this.#apart = new Uint8Array(this.#parts.apartCount);
    this.#run = new Int16Array(question.units.length + 1);
    this.#runBefore = new Int16Array(question.units.length + 1);
  }

  /** The figures of an entry, in the order of `FEATURES`. */
  at(candidate: Candidate): Float64Array {
    for (const counts of [this.#letters, this.#sounds, this.#written, this.#heard]) counts.fill(0);
    this.#triples.fill(0);
    this.#apart.fill(0);
    this.#longest = 0;
    this.#matches = [];
    let from = 0;
    for (const phrasing of candidate.texts.phrasings)
      from = this.#count(phrasing, IN_QUESTION, from);
    this.#count(candidate.texts.answer, 1, from);
    return this.#figures(candidate);
  }

  /** Counts what a text has of the question; its units stand from a place on, which is returned for the next text. */
  #count(text: string, weight: number, from: number): number {
    const parts = this.#parts;
    const buffer = this.#buffer;
    buffer.length = 0;
    splitUnits(text, buffer);
    let letterBefore = 0;
    let soundBefore = 0;
    let soundTwoBefore = 0;
    let heardBefore = -1;
    for (let n = 0; n < buffer.length; n += 1) {
      const unit = buffer.units[n]!;
      const letter = unit === BREAK ? 0 : parts.letter(unit);
      const sound = unit === BREAK ? 0 : parts.sound(soundOf(unit));
      let heard = -1;
      if (sound > 0) {
        this.#sounds[sound]! += weight;
        if (letter > 0) this.#letters[letter]! += weight;
        if (soundBefore > 0) {
          heard = parts.heardPair(soundBefore, sound);
          if (heard >= 0) {
            this.#heard[heard]! += weight;
            const written =
              letter > 0 && letterBefore > 0 ? parts.writtenPair(letterBefore, letter) : -1;
            if (written >= 0) this.#written[written]! += weight;
            this.#matches.push({
              at: from + n,
              heard,
              rarity: written >= 0 ? parts.writtenRarity[written]! : parts.heardRarity[heard]!,
            });
            const triple = heardBefore < 0 ? -1 : parts.triple(heardBefore, heard);
            if (triple >= 0) this.#triples[triple] = 1;
          }
        }
        if (soundTwoBefore > 0) {
          const apart = parts.apart(soundTwoBefore, sound);
          if (apart >= 0) this.#apart[apart] = 1;
        }
      }
      this.#runOn(sound);
      soundTwoBefore = unit === BREAK ? 0 : soundBefore;
      letterBefore = letter;
      soundBefore = sound;
      heardBefore = heard;
    }
    return from + buffer.length + NEAR;
  }

  /** The longest stretch of the question that stands in the text as it sounds, up to this unit. */
  #runOn(sound: number): void {
    if (sound === 0 && !this.#isRunning) return;
    const run = this.#run;
    const before = this.#runBefore;
    run.fill(0);
    this.#isRunning = sound > 0;
    if (sound > 0) {
      for (const at of this.#parts.placesOf(sound)) {
        const length = before[at]! + 1;
        run[at + 1] = length;
        if (length > this.#longest) this.#longest = length;
      }
    }
    this.#run = before;
    this.#runBefore = run;
  }

  #figures({ texts, relativeLength }: Candidate): Float64Array {
    const parts = this.#parts;
    const usual = lengthNorm(relativeLength);
    const flat = lengthNorm(relativeLength, 0.6, 0.4);
    const steep = lengthNorm(relativeLength, 2.5, 0.9);
    let pairs = 0;
    let pairsWritten = 0;
    let pairsHeard = 0;
    let seldom = 0;
    let often = 0;
    let covered = 0;
    let coveredRare = 0;
    let rarest = 0;
    for (const { written, heard } of parts.pairs) {
      const writtenCount = this.#written[written]!;
      const heardCount = this.#heard[heard]!;
      if (heardCount === 0) continue;
      const writtenRarity = parts.writtenRarity[written]!;
      const heardRarity = parts.heardRarity[heard]!;
      const asWritten = saturated(writtenCount, usual, K1) * writtenRarity;
      const asHeard = saturated(heardCount, usual, K1) * heardRarity;
      pairsWritten += asWritten;
      pairsHeard += asHeard;
      pairs += Math.max(asWritten, asHeard);
      seldom += Math.max(
        saturated(writtenCount, flat, 0.6) * writtenRarity,
        saturated(heardCount, flat, 0.6) * heardRarity,
      );
      often += Math.max(
        saturated(writtenCount, steep, 2.5) * writtenRarity,
        saturated(heardCount, steep, 2.5) * heardRarity,
      );
      const says = writtenCount > 0 ? writtenRarity : heardRarity;
      covered += says;
      coveredRare += says * says;
      rarest = Math.max(rarest, says);
    }
    let letters = 0;
    let lettersWritten = 0;
    for (const { letter, sound } of parts.places) {
      const asWritten = saturated(this.#letters[letter]!, usual, K1) * parts.letterRarity[letter]!;
      const asHeard = saturated(this.#sounds[sound]!, usual, K1) * parts.soundRarity[sound]!;
      lettersWritten += asWritten;
      letters += Math.max(asWritten, asHeard);
    }
    let words = 0;
    for (const { word, rarity: says } of parts.words) {
      let count = occurrences(texts.answer, word);
      for (const phrasing of texts.phrasings) count += IN_QUESTION * occurrences(phrasing, word);
      words += saturated(count, usual, K1) * says;
    }
    let triples = 0;
    for (let n = 0; n < this.#triples.length; n += 1)
      if (this.#triples[n] === 1) triples += parts.tripleRarity[n]!;
    let apart = 0;
    for (const seen of this.#apart) apart += seen;
    const { all } = parts;
    return Float64Array.of(
      pairs / all.pairs,
      pairsWritten / all.pairs,
      pairsHeard / all.pairs,
      letters / all.letters,
      lettersWritten / all.letters,
      words / all.words,
      seldom / all.pairs,
      often / all.pairs,
      covered / all.pairs,
      coveredRare / (all.pairs * all.rarest),
      rarest / all.rarest,
      triples / all.triples,
      apart / Math.max(1, this.#apart.length),
      this.#longest / Math.max(1, parts.places.length),
      this.#mostWithin(CLOSE) / all.pairs,
      this.#mostWithin(NEAR) / all.pairs,
      Math.log(relativeLength + 0.02),
    );
  }

  /** What the pairs that stand within so many units say together, each once, where they say most. */
  #mostWithin(reach: number): number {
    const matches = this.#matches;
    const times = new Uint16Array(this.#heard.length);
    let says = 0;
    let most = 0;
    let first = 0;
    const best = new Float64Array(this.#heard.length);
    for (const match of matches) {
      while (match.at - matches[first]!.at > reach) {
        const gone = matches[first]!.heard;
        times[gone]! -= 1;
        if (times[gone] === 0) {
          says -= best[gone]!;
          best[gone] = 0;
        }
        first += 1;
      }
      times[match.heard]! += 1;
      if (match.rarity > best[match.heard]!) {
        says += match.rarity - best[match.heard]!;
        best[match.heard] = match.rarity;
      }
      if (says > most) most = says;
    }
    return most;
  }
}

/** The count of a term with diminishing returns: 0 for none, 1 for one in an entry of mean length. */
function saturated(count: number, norm: number, k1: number): number {
  return count === 0 ? 0 : (count * (k1 + 1)) / (count + norm);
}

function occurrences(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count += 1;
  return count;
}
