import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

let jieba: Jieba | undefined;

/** The words of a text, also those within longer words; without signs. The dictionary is read when it is needed first. */
export function wordsOf(text: string): string[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
