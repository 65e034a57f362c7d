import type { Normaliser } from '../text/normalise.ts';
import { contentWordsOf } from './content-words.ts';
import type { CityNames } from './places.ts';
import { districtNamed, placesNamed } from './places.ts';
import type { Audience } from './read-question.ts';

/** What is kept of a conversation between two messages; plain data. */
export interface Thread {
  /** The last question as it was understood, with what it took from those before. */
  readonly lastQuestion: string | null;
  /** What the last reply asked back, if it did. */
  readonly choices: readonly { readonly label: string; readonly id: string }[];
}

export const NEW_THREAD: Thread = { lastQuestion: null, choices: [] };

const FOLLOWS =
  /^(?:那么?|还有|要是|如果|换成|那要是|那如果|and)|(?:呢|咋样|怎么样|又怎么|也是吗|也一样吗)[?？。!！\s]*$/u;
/** What a question takes along of those before it, through however many follow-ups. */
const MOST_KEPT = 400;
/** A message that says more than this stands by itself. */
const MOST_LETTERS = 16;

/**
 * The whole question behind a message: a choice that was asked for and a follow-up (那上海呢, 周末呢) take what they lack
 * from the last question, and what they name takes the place of its like.
 */
export function wholeQuestion(
  message: string,
  thread: Thread,
  normaliser: Normaliser,
  city: CityNames,
  audiences: readonly Audience[],
): string {
  const last = thread.lastQuestion;
  if (last === null) return message;
  const text = normaliser.normalise(message.trim());
  const isChoice = thread.choices.some(({ label }) =>
    answersChoice(text, normaliser.normalise(label)),
  );
  const isShort = [...text].length <= MOST_LETTERS;
  const saysLittle = isShort && contentWordsOf(text).length <= 3;
  if (!isChoice && !(saysLittle && FOLLOWS.test(text))) return message;
  const said = text
    .replace(/^(?:那要是|那如果|那么?|还有|要是|如果|换成)/u, '')
    .replace(/(?:呢|咋样|怎么样)?[?？。!！\s]*$/u, '');
  const kept = withoutLike(normaliser.normalise(last), said, city, audiences);
  return `${kept.slice(0, MOST_KEPT)} ${said}`;
}

function answersChoice(text: string, label: string): boolean {
  if (text.length > MOST_LETTERS || label === '') return false;
  return text.includes(label) || text.includes(label.slice(0, 2));
}

/** The last question without its place or people, where the message names others. */
function withoutLike(
  last: string,
  said: string,
  city: CityNames,
  audiences: readonly Audience[],
): string {
  let kept = last;
  const saysPlace = districtNamed(said, city) !== null || placesNamed(said, city).length > 0;
  if (saysPlace) {
    const district = districtNamed(kept, city);
    const places = [
      ...placesNamed(kept, city),
      ...(district === null ? [] : [district, district.slice(0, -1)]),
    ];
    for (const place of [...places, ...city.names]) kept = kept.replaceAll(place, '');
  }
  if (audiences.some(({ words }) => words.some((word) => said.includes(word)))) {
    for (const { words } of audiences) for (const word of words) kept = kept.replaceAll(word, '');
  }
  return kept;
}
