import { coverage, presence } from './content-words.ts';
import type { Quotation } from './choose-quotation.ts';
import type { AnswerItem } from './item.ts';
import { isForeign, type CityNames } from './places.ts';
import type { PreparedItem } from './prepared-item.ts';
import type { AnswerQuestion } from './read-question.ts';
import type { Signs } from './confidence.ts';

/** The signs by which the confidence in an item as the answer is reckoned, in the order of `SIGNS`. */
export function signsOf(
  prepared: PreparedItem,
  question: AnswerQuestion,
  quotation: Quotation,
  scores: { readonly own: number; readonly next: number },
): Signs {
  const { words } = question;
  const whole = coverage(words, quotation.evidence);
  const titles = {
    share: shareInAny(prepared, question),
    missing: Math.max(
      0,
      ...words.map(
        (word) =>
          word.rarity *
          (1 - Math.max(0, ...prepared.phrases.map(({ sounding }) => presence(word, sounding)))),
      ),
    ),
  };
  const amount = words.reduce((sum, { rarity }) => sum + rarity, 0);
  const kinds = question.kinds.length;
  const phrase = bestPhrase(prepared, question);
  return [
    1,
    phrase.agreement,
    phrase.unasked,
    titles.share,
    whole.share,
    whole.missing,
    whole.missingNoun,
    titles.missing,
    Math.min(1, Math.max(0, (scores.own - scores.next) / 8)),
    Math.min(1.5, scores.own / 20),
    kinds === 0 ? 0 : quotation.kindsMissing.length / kinds,
    quotation.unitsMissing.length > 0 ? 1 : 0,
    hasForeignFigure(question, quotation) ? 1 : 0,
    Math.min(1, amount / 2),
    1 - quotation.special,
  ];
}

function shareInAny({ phrases }: PreparedItem, { words }: AnswerQuestion): number {
  let all = 0;
  let found = 0;
  for (const word of words) {
    all += word.rarity;
    found += word.rarity * Math.max(0, ...phrases.map(({ sounding }) => presence(word, sounding)));
  }
  return all === 0 ? 0 : found / all;
}

function bestPhrase(
  { phrases }: PreparedItem,
  { words, sounding }: AnswerQuestion,
): { readonly agreement: number; readonly unasked: number } {
  let best = { agreement: 0, unasked: 1 };
  for (const phrase of phrases) {
    if (phrase.words.length === 0 || words.length === 0) continue;
    const there = coverage(words, phrase.sounding).share;
    const { share: back, missing } = coverage(phrase.words, sounding);
    const agreement = there + back === 0 ? 0 : (2 * there * back) / (there + back);
    if (agreement > best.agreement) best = { agreement, unasked: missing };
  }
  return best;
}

/** Whether the question names figures that the item does not have. */
function hasForeignFigure({ figures }: AnswerQuestion, { evidence }: Quotation): boolean {
  return figures.some((figure) => !evidence.text.includes(figure));
}

/** Whether the question is about a year or a place that what bears the answer out does not speak of. */
export function isAboutElsewhere(
  question: AnswerQuestion,
  item: AnswerItem,
  { evidence }: Quotation,
  city: CityNames,
  thisYear: number,
): boolean {
  // A document speaks of its own year without naming it.
  const ownYear = item.kind === 'entry' ? thisYear : Number((item.document.date ?? '').slice(0, 4));
  const isOtherYear = ({ year, isNext }: AnswerQuestion['years'][number]): boolean => {
    if (evidence.text.includes(String(year))) return false;
    return isNext ? /(?:19|20)\d{2}年/u.test(evidence.text) : year !== ownYear;
  };
  return (
    question.years.some(isOtherYear) ||
    question.places.some((place) => isForeign(place, city, evidence.text))
  );
}
