import type { Entry } from '../entry.ts';
import { lengthNorm, rarity, K1 } from '../rank/bm25.ts';
import { readQuestion, type Question } from '../rank/question.ts';
import { Normaliser, type Synonyms } from '../text/normalise.ts';
import { confusedSounds, soundOf } from '../text/pinyin.ts';
import { Postings } from './postings.ts';
import { TermTable, widened } from './term-table.ts';
import { Top } from './top.ts';
import { ALONE, TermWeigher, textsOf, type EntryTexts } from './weigh-terms.ts';

/** An entry that may answer, before the closer look. */
export interface Candidate {
  readonly entry: Entry;
  readonly texts: EntryTexts;
  /** By BM25 over pairs of characters and of syllables. */
  readonly score: number;
  /** Its length by the mean length of all entries. */
  readonly relativeLength: number;
}

/** How often things are in the entries. */
export interface Frequencies {
  readonly entries: number;
  /** Entries in which a pair of units or sounds stands. */
  ofPair(first: number, second: number): number;
  /** Entries in which a unit or sound stands. */
  ofLetter(unit: number): number;
}

/** The most places: 24 bits of a posting. */
const MOST_ENTRIES = 2 ** 24 - 1;
/** For each place: length norm, sum over the pairs of a question, and what the pair at hand has given so far. */
const STRIDE = 3;
/** What a confused sound counts of a sound that is the same. */
const CONFUSED = 0.8;

interface Stored {
  readonly entry: Entry;
  readonly texts: EntryTexts;
}

/** The searchable entries, in memory. A change is searchable at once. */
export class EntryIndex implements Frequencies {
  readonly #normaliser: Normaliser;
  readonly #table = new TermTable();
  readonly #postings = new Postings();
  readonly #weigher = new TermWeigher(this.#table);
  readonly #places = new Map<string, number>();
  readonly #stored: (Stored | undefined)[] = [];
  readonly #freePlaces: number[] = [];
  readonly #letterCounts = new Uint32Array(0x10000);
  #lengths = new Uint32Array(1 << 10);
  #scores = new Float32Array(STRIDE << 10);
  #totalLength = 0;
  #areNormsStale = false;

  constructor(synonyms: readonly Synonyms[] = []) {
    this.#normaliser = new Normaliser(synonyms);
  }

  /** How many entries there are. */
  get entries(): number {
    return this.#places.size;
  }

  /** How many pairs and runs are told apart. */
  get terms(): number {
    return this.#table.size;
  }

  get postings(): number {
    return this.#postings.count;
  }

  /** Bytes of the index itself; the texts of the entries are not counted. */
  get bytes(): number {
    return (
      this.#table.bytes +
      this.#postings.bytes +
      this.#letterCounts.byteLength +
      this.#lengths.byteLength +
      this.#scores.byteLength
    );
  }

  get(id: string): Entry | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#stored[place]?.entry;
  }

  /** Adds an entry, or replaces the one with its id. */
  put(entry: Entry): void {
    this.remove(entry.id);
    if (this.#places.size >= MOST_ENTRIES) {
      throw new RangeError(`an index holds at most ${MOST_ENTRIES} entries`);
    }
    const { id, question, paraphrases, answer } = entry;
    const kept: Entry = {
      id,
      answer,
      ...(question === undefined ? {} : { question }),
      ...(paraphrases === undefined ? {} : { paraphrases: [...paraphrases] }),
    };
    const texts = textsOf(kept, (text) => this.#normaliser.normalise(text));
    const weighed = this.#weigher.weigh(texts);
    const place = this.#freePlaces.pop() ?? this.#stored.length;
    this.#stored[place] = { entry: kept, texts };
    this.#places.set(id, place);
    if (place >= this.#lengths.length) {
      this.#lengths = widened(this.#lengths);
      this.#scores = widened(this.#scores);
    }
    for (let n = 0; n < weighed.count; n += 1) {
      this.#postings.add(weighed.terms[n]!, place, weighed.weights[n]!);
    }
    for (const letter of weighed.letters) this.#letterCounts[letter]! += 1;
    this.#lengths[place] = weighed.length;
    this.#totalLength += weighed.length;
    this.#areNormsStale = true;
  }

  /** Takes an entry out, with all that was kept of it; false if there is none. */
  remove(id: string): boolean {
    const place = this.#places.get(id);
    if (place === undefined) return false;
    const weighed = this.#weigher.weigh(this.#stored[place]!.texts);
    for (let n = 0; n < weighed.count; n += 1) {
      const term = weighed.terms[n]!;
      if (this.#postings.remove(term, place, weighed.weights[n]!) === 0) this.#table.remove(term);
    }
    for (const letter of weighed.letters) this.#letterCounts[letter]! -= 1;
    this.#totalLength -= this.#lengths[place]!;
    this.#lengths[place] = 0;
    this.#stored[place] = undefined;
    this.#freePlaces.push(place);
    this.#places.delete(id);
    this.#areNormsStale = true;
    return true;
  }

  /** The question in the form in which it is searched. */
  read(question: string): Question {
    return readQuestion(this.#normaliser.normalise(question), ALONE);
  }

  ofPair(first: number, second: number): number {
    const term = this.#table.find(first, second);
    return term < 0 ? 0 : this.#postings.length(term);
  }

  ofLetter(unit: number): number {
    return unit > 0xffff ? this.ofPair(ALONE, unit) : this.#letterCounts[unit]!;
  }

  /**
   * The entries that have most in common with a question, best first, at most so many. Each pair of its units counts as
   * written or as it sounds, whichever gives more; with `confused` also as sounds that are easily mistaken for it.
   */
  candidates(question: Question, most: number, confused = false): Candidate[] {
    const all = this.#places.size;
    if (all === 0 || most <= 0) return [];
    this.#renewNorms();
    const scores = this.#scores;
    for (let at = 1; at < this.#stored.length * STRIDE; at += STRIDE) scores[at] = 0;
    for (const letter of question.loneLetters) this.#scoreLetter(letter);
    for (const pair of question.pairs) {
      const written = this.#list(pair.first, pair.second);
      const isHeard = pair.firstSound !== pair.first || pair.secondSound !== pair.second;
      const heard = isHeard ? this.#list(pair.firstSound, pair.secondSound) : NOTHING;
      const weights: Uint32Array[] = [written];
      this.#score(written, rarity(written.length, all));
      if (heard.length > 0) {
        this.#score(heard, rarity(heard.length, all));
        weights.push(heard);
      }
      if (confused)
        weights.push(...this.#scoreConfused(pair.firstSound, pair.secondSound, heard.length));
      for (const list of weights) this.#clear(list);
    }
    return this.#best(most);
  }

  #list(first: number, second: number): Uint32Array {
    const term = this.#table.find(first, second);
    return term < 0 ? NOTHING : this.#postings.list(term);
  }

  /** Raises what the pair at hand gives to each entry of a list, where the list gives more than it has from it. */
  #score(list: Uint32Array, rarityOfTerm: number): void {
    const scores = this.#scores;
    const factor = rarityOfTerm * (K1 + 1);
    for (let n = 0; n < list.length; n += 1) {
      const posting = list[n]!;
      const at = (posting >>> 8) * STRIDE;
      const count = (posting & 0xff) * 0.25;
      const given = (factor * count) / (count + scores[at]!);
      const more = given - scores[at + 2]!;
      if (more > 0) {
        scores[at + 1]! += more;
        scores[at + 2] = given;
      }
    }
  }

  #clear(list: Uint32Array): void {
    for (let n = 0; n < list.length; n += 1) this.#scores[(list[n]! >>> 8) * STRIDE + 2] = 0;
  }

  #scoreConfused(first: number, second: number, heard: number): Uint32Array[] {
    const firsts = [first, ...confusedSounds(first)];
    const seconds = [second, ...confusedSounds(second)];
    const lists = firsts
      .flatMap((one) =>
        seconds.map((other) =>
          one === first && other === second ? NOTHING : this.#list(one, other),
        ),
      )
      .filter((list) => list.length > 0);
    const together = lists.reduce((sum, list) => sum + list.length, heard);
    const all = this.#places.size;
    for (const list of lists) this.#score(list, CONFUSED * rarity(Math.min(together, all), all));
    return lists;
  }

  /** A letter without neighbours: every term with it counts as that letter, once for each entry. */
  #scoreLetter(unit: number): void {
    const all = this.#places.size;
    const lists: Uint32Array[] = [];
    for (const [letter, share] of [
      [unit, 1],
      [soundOf(unit), 0.5],
    ] as const) {
      const weight = share * rarity(this.ofLetter(letter), all);
      for (const term of this.#table.with(letter)) {
        const list = this.#postings.list(term);
        this.#score(list, weight);
        lists.push(list);
      }
    }
    for (const list of lists) this.#clear(list);
  }

  #renewNorms(): void {
    if (!this.#areNormsStale) return;
    const mean = this.#totalLength / Math.max(1, this.#places.size) || 1;
    for (let place = 0; place < this.#stored.length; place += 1) {
      this.#scores[place * STRIDE] = lengthNorm(this.#lengths[place]! / mean);
    }
    this.#areNormsStale = false;
  }

  #best(most: number): Candidate[] {
    const stored = this.#stored;
    const scores = this.#scores;
    const top = new Top(
      Math.min(most, this.#places.size),
      (a, b) => stored[a]!.entry.id < stored[b]!.entry.id,
    );
    for (let place = 0, at = 1; place < stored.length; place += 1, at += STRIDE) {
      const score = scores[at]!;
      if (score > 0 && score >= top.least) top.offer(place, score);
    }
    const mean = this.#totalLength / this.#places.size || 1;
    return top.drain().map(({ place, score }) => ({
      entry: stored[place]!.entry,
      texts: stored[place]!.texts,
      score,
      relativeLength: this.#lengths[place]! / mean,
    }));
  }
}

const NOTHING = new Uint32Array(0);
