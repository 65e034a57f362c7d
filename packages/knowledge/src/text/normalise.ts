import { Converter } from 'opencc-js/t2cn';

import { arabicNumerals } from './chinese-numerals.ts';

/** Words that mean the same, as somebody reviewed them: dialect words, short forms, older names. */
export interface Synonyms {
  /** The form that counts. */
  readonly word: string;
  /** Forms that are read as it. */
  readonly variants: readonly string[];
}

const KNOWN = 1;
const TRADITIONAL = 2;
const COMPATIBLE = 4;

// The package's declarations name their files without endings, which this resolution does not follow.
const converterFor = Converter as (scripts: {
  from: string;
  to: string;
}) => (text: string) => string;
const toSimplified = converterFor({ from: 't', to: 'cn' });
/** What is known of each UTF-16 code unit; filled as they are met, since asking for all takes a second. */
const known = new Uint8Array(0x10000);

/**
 * Brings texts into the one form in which they are compared: half-width, lower case, simplified characters, Arabic
 * numerals, and the reviewed word in place of its variants.
 */
export class Normaliser {
  readonly #variants: RegExp | null;
  readonly #words: ReadonlyMap<string, string>;

  constructor(synonyms: readonly Synonyms[] = []) {
    const words = new Map<string, string>();
    for (const { word, variants } of synonyms) {
      const form = plainForm(word);
      for (const variant of variants) words.set(plainForm(variant), form);
    }
    // A word that stands there already is left alone, also where it begins with one of its variants.
    for (const form of [...words.values()]) if (!words.has(form)) words.set(form, form);
    words.delete('');
    this.#words = words;
    const longestFirst = [...words.keys()].toSorted((a, b) => b.length - a.length);
    this.#variants =
      longestFirst.length === 0
        ? null
        : new RegExp(
            longestFirst.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
            'gu',
          );
  }

  /** The text in the form in which it is compared; of any string, and of its own result the same. */
  normalise(text: string): string {
    const plain = plainForm(text);
    return this.#variants === null
      ? plain
      : plain.replace(this.#variants, (variant) => this.#words.get(variant) ?? variant);
  }
}

function plainForm(text: string): string {
  let kinds = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    kinds |= known[code]! || learn(code);
  }
  let plain = text;
  // A wide comma parts numbers, which a narrow one would join.
  if ((kinds & COMPATIBLE) !== 0) {
    plain = plain.replaceAll('，', '、').normalize('NFKC').toLowerCase();
  }
  if ((kinds & TRADITIONAL) !== 0) plain = toSimplified(plain);
  return arabicNumerals(plain);
}

function learn(code: number): number {
  const letter = String.fromCharCode(code);
  const compatible = letter.normalize('NFKC').toLowerCase();
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  let kind = KNOWN;
  if (compatible !== letter || /\p{M}/u.test(letter)) kind |= COMPATIBLE;
  if (isHalf || (code >= 0x2e80 && toSimplified(compatible) !== compatible)) kind |= TRADITIONAL;
  if (isHalf) kind |= COMPATIBLE;
  known[code] = kind;
  return kind;
}
