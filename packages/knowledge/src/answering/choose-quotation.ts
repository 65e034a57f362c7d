import { holdsKind, type AskedKind } from './asked-kind.ts';
import {
  coverage,
  presence,
  soundingText,
  type ContentWord,
  type SoundingText,
} from './content-words.ts';
import type { PreparedItem } from './prepared-item.ts';
import type { AnswerQuestion } from './read-question.ts';

/** The words that answer, as they stand in the item. */
export interface Quotation {
  readonly text: string;
  /** Where in the text of a passage they stand, in UTF-16 units; null for an entry. */
  readonly place: { readonly from: number; readonly to: number } | null;
  /** What bears it out: all of an entry, the headings and the sentences around it in a passage. */
  readonly evidence: SoundingText;
  /** The kinds of things that were asked for and do not stand in it. */
  readonly kindsMissing: readonly AskedKind[];
  readonly unitsMissing: readonly string[];
  /** The share of the words in which the question goes beyond the title of the item that stands in it, 0…1. */
  readonly special: number;
}

const ASKS = /(?:[？?]|[吗呢])[”"’」』）)]*$/u;

/** How much better the long answer has to fit before it is quoted in place of the short one. */
const BETTER = 0.12;

/** What of an item answers a question: the short answer of an entry, or the sentence that has what is asked for. */
export function chooseQuotation(prepared: PreparedItem, question: AnswerQuestion): Quotation {
  const { item } = prepared;
  const special = wordsBeyondTitle(prepared, question.words);
  const best = bestStretch(prepared, special, question);
  if (item.kind === 'passage') {
    if (best === null) return quotation('', null, prepared.whole, special, question);
    const place = { from: item.from + best.from, to: item.from + best.to };
    const evidence = evidenceAround(prepared, best);
    return quotation(best.text, place, evidence, special, question);
  }
  const short = item.shortAnswer.trim();
  const isShortBest =
    best === null || (short !== '' && fitOf(short, special, question) + BETTER >= best.fit);
  return quotation(isShortBest ? short : best.text, null, prepared.whole, special, question);
}

/** One sentence, or two in a row where what is asked for stands in both. */
interface Stretch {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
  /** How far it has what is asked for. */
  readonly fit: number;
  /** The same, with what tells apart those that fit equally. */
  readonly score: number;
}

function bestStretch(
  { item, sentences }: PreparedItem,
  special: readonly ContentWord[],
  question: AnswerQuestion,
): Stretch | null {
  let best: Stretch | null = null;
  const longest = item.kind === 'passage' && question.kinds.length > 1 ? 2 : 1;
  for (let first = 0; first < sentences.length; first += 1) {
    for (let last = first; last < Math.min(first + longest, sentences.length); last += 1) {
      const run = sentences.slice(first, last + 1);
      // What asks does not answer.
      if (run.some((sentence) => ASKS.test(sentence.text))) continue;
      const plain = run.map((sentence) => sentence.plain.text).join('');
      // A headline says less than the report under it.
      const isBare = item.kind === 'passage' && !/[。！？；：:]/u.test(run.at(-1)!.text.slice(-2));
      const fit = fitOf(plain, special, question);
      const score =
        fit +
        0.2 * coverage(question.words, soundingText(plain)).share +
        0.001 / (first + 1) -
        0.15 * (last - first) -
        (isBare ? 0.25 : 0);
      if (best !== null && score <= best.score) continue;
      const text = run.map((sentence) => sentence.text).join('');
      best = { text, from: run[0]!.from, to: run.at(-1)!.to, first, last, fit, score };
    }
  }
  return best;
}

function evidenceAround(
  { phrases, sentences }: PreparedItem,
  { first, last }: Stretch,
): SoundingText {
  // The first sentence of a report says what it is about.
  const opening = sentences.findIndex(({ text }) => /[。！？]/u.test(text));
  const lead = opening >= 0 && opening < first - 1 ? [sentences[opening]!] : [];
  const near = sentences.slice(Math.max(0, first - 1), last + 2);
  const around = [...lead, ...near].map(({ plain }) => plain);
  const parts = [...phrases.map(({ sounding }) => sounding), ...around];
  return {
    text: parts.map(({ text }) => text).join('\n'),
    sounds: parts.map(({ sounds }) => sounds).join('\n'),
  };
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
  const kinds =
    question.kinds.length === 0
      ? 0
      : question.kinds.filter((kind) => holdsKind(text, kind)).length / question.kinds.length;
  const units =
    question.units.length === 0
      ? 0
      : question.units.filter((unit) => holdsUnit(text, unit)).length / question.units.length;
  return words + 0.5 * kinds + 0.3 * units;
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
  evidence: SoundingText,
  special: readonly ContentWord[],
  { kinds, units }: AnswerQuestion,
): Quotation {
  return {
    text,
    place,
    evidence,
    kindsMissing: kinds.filter((kind) => !holdsKind(text, kind)),
    unitsMissing: units.filter((unit) => !holdsUnit(text, unit)),
    special: special.length === 0 ? 1 : coverage(special, soundingText(text)).share,
  };
}
