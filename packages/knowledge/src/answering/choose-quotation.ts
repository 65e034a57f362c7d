import { holdsKind, type AskedKind } from './asked-kind.ts';
import { coverage, presence, soundingText, type ContentWord } from './content-words.ts';
import type { PreparedItem } from './prepared-item.ts';
import type { AnswerQuestion } from './read-question.ts';

/** The words that answer, as they stand in the item. */
export interface Quotation {
  readonly text: string;
  /** Where in the text of a passage they stand, in UTF-16 units; null for an entry. */
  readonly place: { readonly from: number; readonly to: number } | null;
  /** The kinds of things that were asked for and do not stand in it. */
  readonly kindsMissing: readonly AskedKind[];
  readonly unitsMissing: readonly string[];
  /** The share of the words in which the question goes beyond the title of the item that stands in it, 0…1. */
  readonly special: number;
}

/** How much better the long answer has to fit before it is quoted in place of the short one. */
const BETTER = 0.12;

/** What of an item answers a question: the short answer of an entry, or the sentence that has what is asked for. */
export function chooseQuotation(prepared: PreparedItem, question: AnswerQuestion): Quotation {
  const { item } = prepared;
  const special = wordsBeyondTitle(prepared, question.words);
  const short = item.kind === 'entry' ? item.shortAnswer.trim() : '';
  const scored = prepared.sentences.map((sentence, n) => ({
    sentence,
    n,
    score: fitOf(sentence.plain.text, special, question) + 0.001 / (n + 1),
  }));
  const best = scored.reduce<(typeof scored)[number] | null>(
    (top, one) => (top === null || one.score > top.score ? one : top),
    null,
  );
  if (short !== '' && (best === null || fitOf(short, special, question) + BETTER >= best.score)) {
    return quotation(short, null, special, question);
  }
  if (best === null) return quotation('', null, special, question);
  const { sentence } = best;
  const place =
    item.kind === 'passage'
      ? { from: item.from + sentence.from, to: item.from + sentence.to }
      : null;
  return quotation(sentence.text, place, special, question);
}

/** The question's words that are not in what the item is called: in 职工医保三级医院起付线 all but 职工医保. */
export function wordsBeyondTitle(
  { phrases }: PreparedItem,
  words: readonly ContentWord[],
): readonly ContentWord[] {
  return words.filter((word) => !phrases.some(({ sounding }) => presence(word, sounding) >= 0.9));
}

function fitOf(text: string, special: readonly ContentWord[], question: AnswerQuestion): number {
  const sounding = soundingText(text);
  const words = special.length === 0 ? 0 : coverage(special, sounding).share;
  const all = coverage(question.words, sounding).share;
  const kinds =
    question.kinds.length === 0
      ? 0
      : question.kinds.filter((kind) => holdsKind(text, kind)).length / question.kinds.length;
  const units =
    question.units.length === 0
      ? 0
      : question.units.filter((unit) => holdsUnit(text, unit)).length / question.units.length;
  return words + 0.5 * kinds + 0.3 * units + 0.2 * all;
}

/** Whether a text counts in a unit: 30万元 for 多少万. */
function holdsUnit(text: string, unit: string): boolean {
  const form = unit === '个点' ? '%' : unit;
  return new RegExp(`[\\d一二三四五六七八九十两百千万半]\\s*(?:余|多|几)?(?:周)?${form}`, 'u').test(
    text,
  );
}

function quotation(
  text: string,
  place: Quotation['place'],
  special: readonly ContentWord[],
  { kinds, units }: AnswerQuestion,
): Quotation {
  return {
    text,
    place,
    kindsMissing: kinds.filter((kind) => !holdsKind(text, kind)),
    unitsMissing: units.filter((unit) => !holdsUnit(text, unit)),
    special: special.length === 0 ? 1 : coverage(special, soundingText(text)).share,
  };
}
