import type { Frequencies } from '../index/entry-index.ts';
import { BREAK, splitUnits, UnitBuffer } from '../text/units.ts';
import type { Question } from './question.ts';

/** A word of a question and how much it says. */
interface WordOfQuestion {
  readonly word: string;
  readonly rarity: number;
}

/** The parts of a question under small numbers, so that an entry is held against them by look-ups in arrays. */
export class PartsOfQuestion {
  /** By the number of a letter or sound, from 1. */
  readonly letterRarity: number[] = [0];
  readonly soundRarity: number[] = [0];
  /** By the number of a pair, from 0. */
  readonly writtenRarity: number[] = [];
  readonly heardRarity: number[] = [];
  readonly tripleRarity: number[] = [];
  /** Each pair and each letter of the question, where it stands. */
  readonly pairs: { readonly written: number; readonly heard: number }[] = [];
  readonly places: { readonly letter: number; readonly sound: number }[] = [];
  readonly words: readonly WordOfQuestion[];
  /** What an entry reaches that has everything once; never 0. */
  readonly all: { pairs: number; letters: number; words: number; triples: number; rarest: number };

  readonly #letters = new Map<number, number>();
  readonly #sounds = new Map<number, number>();
  /** The same for units of 16 bits: an entry has hundreds, and most of them are not in the question. */
  readonly #letterTable = new Uint8Array(0x10000);
  readonly #soundTable = new Uint8Array(0x10000);
  readonly #placesOf: number[][] = [[]];
  readonly #width: number;
  readonly #written: Int16Array;
  readonly #heard: Int16Array;
  readonly #apart: Int16Array;
  readonly #triples = new Map<number, number>();
  #apartCount = 0;

  constructor(
    { units, sounds }: Question,
    words: readonly string[],
    rarityOf: (entries: number) => number,
    frequencies: Frequencies,
  ) {
    for (let at = 0; at < units.length; at += 1) {
      if (units[at] === BREAK) continue;
      const letter = numbered(this.#letters, units[at]!, (unit) =>
        this.letterRarity.push(rarityOf(frequencies.ofLetter(unit))),
      );
      const sound = numbered(this.#sounds, sounds[at]!, (unit) => {
        this.soundRarity.push(rarityOf(frequencies.ofLetter(unit)));
        this.#placesOf.push([]);
      });
      this.#placesOf[sound]!.push(at);
      this.places.push({ letter, sound });
    }
    fillTable(this.#letterTable, this.#letters);
    fillTable(this.#soundTable, this.#sounds);
    this.#width = this.letterRarity.length;
    this.#written = new Int16Array(this.#width ** 2).fill(-1);
    this.#heard = new Int16Array(this.#width ** 2).fill(-1);
    this.#apart = new Int16Array(this.#width ** 2).fill(-1);
    let heardBefore = -1;
    for (let at = 1; at < units.length; at += 1) {
      if (units[at] === BREAK || units[at - 1] === BREAK) {
        heardBefore = -1;
        continue;
      }
      const written = this.#pairAt(
        units,
        this.#letters,
        at,
        this.#written,
        this.writtenRarity,
        rarityOf,
        frequencies,
      );
      const heard = this.#pairAt(
        sounds,
        this.#sounds,
        at,
        this.#heard,
        this.heardRarity,
        rarityOf,
        frequencies,
      );
      this.pairs.push({ written, heard });
      if (heardBefore >= 0) {
        this.#addTriple(heardBefore, heard);
        this.#addApart(this.#sounds.get(sounds[at - 2]!)!, this.#sounds.get(sounds[at]!)!);
      }
      heardBefore = heard;
    }
    this.words = words.map((word) => ({ word, rarity: rarityOfWord(word, rarityOf, frequencies) }));
    const sum = (numbers: readonly number[]): number =>
      numbers.reduce((total, one) => total + one, 0) || 1;
    this.all = {
      pairs: sum(this.pairs.map(({ written }) => this.writtenRarity[written]!)),
      letters: sum(this.places.map(({ letter }) => this.letterRarity[letter]!)),
      words: sum(this.words.map(({ rarity }) => rarity)),
      triples: sum(this.tripleRarity),
      rarest: Math.max(0, ...this.writtenRarity) || 1,
    };
  }

  get triples(): number {
    return this.tripleRarity.length;
  }

  get apartCount(): number {
    return this.#apartCount;
  }

  /** The number of a letter of the question, 0 for others. */
  letter(unit: number): number {
    return unit < 0x10000 ? this.#letterTable[unit]! : (this.#letters.get(unit) ?? 0);
  }

  /** The number of a sound of the question, 0 for others. */
  sound(sound: number): number {
    return sound < 0x10000 ? this.#soundTable[sound]! : (this.#sounds.get(sound) ?? 0);
  }

  /** Where in the question a sound stands. */
  placesOf(sound: number): readonly number[] {
    return this.#placesOf[sound]!;
  }

  /** The number of a pair of letters, −1 if they do not stand so in the question. */
  writtenPair(first: number, second: number): number {
    return this.#written[first * this.#width + second]!;
  }

  heardPair(first: number, second: number): number {
    return this.#heard[first * this.#width + second]!;
  }

  /** The number of two sounds with one between them. */
  apart(first: number, second: number): number {
    return this.#apart[first * this.#width + second]!;
  }

  /** The number of three sounds in a row, by their two pairs. */
  triple(first: number, second: number): number {
    return this.#triples.get(first * 0x1000 + second) ?? -1;
  }

  #pairAt(
    units: Uint32Array,
    numbers: ReadonlyMap<number, number>,
    at: number,
    table: Int16Array,
    rarities: number[],
    rarityOf: (entries: number) => number,
    frequencies: Frequencies,
  ): number {
    const cell = numbers.get(units[at - 1]!)! * this.#width + numbers.get(units[at]!)!;
    if (table[cell]! < 0) {
      table[cell] = rarities.length;
      rarities.push(rarityOf(frequencies.ofPair(units[at - 1]!, units[at]!)));
    }
    return table[cell]!;
  }

  #addTriple(first: number, second: number): void {
    const key = first * 0x1000 + second;
    if (this.#triples.has(key)) return;
    this.#triples.set(key, this.tripleRarity.length);
    this.tripleRarity.push(this.heardRarity[first]! + this.heardRarity[second]!);
  }

  #addApart(first: number, second: number): void {
    const cell = first * this.#width + second;
    if (this.#apart[cell]! >= 0) return;
    this.#apart[cell] = this.#apartCount;
    this.#apartCount += 1;
  }
}

function fillTable(table: Uint8Array, numbers: ReadonlyMap<number, number>): void {
  for (const [unit, number] of numbers) if (unit < table.length) table[unit] = number;
}

function numbered(
  numbers: Map<number, number>,
  unit: number,
  onNew: (unit: number) => void,
): number {
  let number = numbers.get(unit);
  if (number === undefined) {
    number = numbers.size + 1;
    numbers.set(unit, number);
    onNew(unit);
  }
  return number;
}

/** A word says as much as the rarest pair in it; of one letter, as much as the letter. */
function rarityOfWord(
  word: string,
  rarityOf: (entries: number) => number,
  frequencies: Frequencies,
): number {
  const buffer = new UnitBuffer();
  splitUnits(word, buffer);
  let most = 0;
  for (let at = 0; at < buffer.length; at += 1) {
    const unit = buffer.units[at]!;
    const next = buffer.units[at + 1] ?? BREAK;
    if (unit === BREAK) continue;
    if (at + 1 < buffer.length && next !== BREAK)
      most = Math.max(most, rarityOf(frequencies.ofPair(unit, next)));
    else if (most === 0) most = rarityOf(frequencies.ofLetter(unit));
  }
  return most;
}
