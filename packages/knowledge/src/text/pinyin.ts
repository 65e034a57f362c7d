import { pinyin } from 'pinyin-pro';

/** Syllables have numbers of the private use area, where no letter of a text is. */
const FIRST = 0xe000;
const LAST = 0xf8ff;

const syllableOf = new Uint16Array(0x10000);
const syllables: string[] = [];
const numberOf = new Map<string, number>();
const variantsOf: (readonly number[])[] = [];

/**
 * The unit of how a unit sounds: of a Chinese character its most frequent syllable without tone, of everything else
 * itself.
 */
export function soundOf(unit: number): number {
  if (unit < 0x3400 || unit > 0xfaff || (unit >= FIRST && unit <= LAST)) return unit;
  const found = syllableOf[unit]!;
  return found === 0 ? learn(unit) : found;
}

function learn(unit: number): number {
  const letter = String.fromCharCode(unit);
  const syllable = pinyin(letter, { toneType: 'none', type: 'array', v: true })[0] ?? letter;
  const sound = /^[a-z]+$/.test(syllable) ? syllableUnit(syllable) : unit;
  syllableOf[unit] = sound;
  return sound;
}

function syllableUnit(syllable: string): number {
  let number = numberOf.get(syllable);
  if (number === undefined) {
    number = FIRST + syllables.length;
    syllables.push(syllable);
    numberOf.set(syllable, number);
  }
  return number;
}

/**
 * The units of syllables that are easily heard or typed as this one: z/zh, c/ch, s/sh, n/l, f/h, and final n/ng. Without
 * itself; of what is no syllable none.
 */
export function confusedSounds(sound: number): readonly number[] {
  const index = sound - FIRST;
  const syllable = syllables[index];
  if (syllable === undefined) return [];
  return (variantsOf[index] ??= confusedSyllables(syllable).map(syllableUnit));
}

const INITIALS: readonly (readonly [RegExp, string])[] = [
  [/^([zcs])h/, '$1'],
  [/^([zcs])(?!h)/, '$1h'],
  [/^n/, 'l'],
  [/^l/, 'n'],
  [/^f/, 'h'],
  [/^h(?=u)/, 'f'],
];
const FINALS: readonly (readonly [RegExp, string])[] = [
  [/([aei])ng$/, '$1n'],
  [/([aei])n$/, '$1ng'],
];

function confusedSyllables(syllable: string): string[] {
  const heads = [
    syllable,
    ...INITIALS.filter(([from]) => from.test(syllable)).map(([from, to]) =>
      syllable.replace(from, to),
    ),
  ];
  const all = heads.flatMap((head) => [
    head,
    ...FINALS.filter(([from]) => from.test(head)).map(([from, to]) => head.replace(from, to)),
  ]);
  return [...new Set(all)].filter((one) => one !== syllable);
}
