import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/** A word with its part of speech, as the dictionary has it (`n`, `v`, `ns` a place, …). */
export interface TaggedWord {
  readonly word: string;
  readonly tag: string;
}

let jieba: Jieba | undefined;
let lines: string | undefined;
const frequencies = new Map<string, number>();

/** The words of a text, also those within longer words; without signs. The dictionary is read when it is needed first. */
export function wordsOf(text: string): string[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/**
 * The words of a text one after the other, signs among them. Only words of the dictionary: guesses at others join what
 * does not belong together (想交, 能贷), and nobody knows how rare they are.
 */
export function taggedWords(text: string): TaggedWord[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.tag(text, false);
}

/** How often the corpus behind the dictionary has a word, of some sixty million; 0 if it is not in it. */
export function frequencyOf(word: string): number {
  const known = frequencies.get(word);
  if (known !== undefined) return known;
  lines ??= `\n${new TextDecoder().decode(dict)}`;
  const at = lines.indexOf(`\n${word} `);
  const frequency = at < 0 ? 0 : Number.parseInt(lines.slice(at + word.length + 2), 10);
  // Words come from strangers.
  if (frequencies.size > 50_000) frequencies.clear();
  frequencies.set(word, frequency);
  return frequency;
}
