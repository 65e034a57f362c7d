import type { Normaliser } from '../text/normalise.ts';
import {
  contentWordsOf,
  soundingText,
  type ContentWord,
  type SoundingText,
} from './content-words.ts';
import type { AnswerItem } from './item.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

/** One way in which the question of an entry is put. */
export interface Phrase {
  readonly words: readonly ContentWord[];
  readonly sounding: SoundingText;
}

/** An item with all that is looked at when it might answer. */
export interface PreparedItem {
  readonly item: AnswerItem;
  /** The question and its paraphrases, or the headings of a passage. */
  readonly phrases: readonly Phrase[];
  /** Everything that stands in it. */
  readonly whole: SoundingText;
  /** What can be quoted: the sentences of the long answer, or of the passage, with their normalised form. */
  readonly sentences: readonly (Sentence & { readonly plain: SoundingText })[];
}

/** Reads an item once, so that a question is only held against what was read. */
export function prepareItem(item: AnswerItem, normaliser: Normaliser): PreparedItem {
  const phrases =
    item.kind === 'entry' ? [item.question, ...item.paraphrases] : [item.headings.join(' ')];
  const body =
    item.kind === 'entry'
      ? [item.region, item.audience, item.shortAnswer, item.longAnswer, item.source?.title ?? '']
      : [item.text];
  const quotable = item.kind === 'entry' ? item.longAnswer : item.text;
  const plain = (text: string): string => normaliser.normalise(text);
  return {
    item,
    phrases: phrases.map((phrase) => {
      const text = plain(phrase);
      return { words: contentWordsOf(text), sounding: soundingText(text) };
    }),
    whole: soundingText(plain([...phrases, ...body].join('\n'))),
    sentences: sentencesOf(quotable).map((sentence) => ({
      ...sentence,
      plain: soundingText(plain(sentence.text)),
    })),
  };
}
