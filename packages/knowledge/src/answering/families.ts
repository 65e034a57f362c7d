import { coverage } from './content-words.ts';
import type { AnswerEntry } from './item.ts';
import type { PreparedItem } from './prepared-item.ts';
import type { AnswerQuestion } from './read-question.ts';

export type Facet = 'region' | 'audience';

/** An entry that was found, with its score. */
export interface FoundEntry {
  readonly prepared: PreparedItem & { readonly item: AnswerEntry };
  readonly score: number;
}

/** Entries that answer the same question for other districts or other people. */
export interface Family {
  readonly facet: Facet;
  readonly members: readonly FoundEntry[];
}

/** Titles that agree this far once their facets are taken away ask the same. */
const SAME = 0.8;
const SAME_SHARE = 0.08;

/** The family of the first entry among those found, or null if it has none. */
export function familyOf(found: readonly FoundEntry[]): Family | null {
  const [first] = found;
  if (first === undefined) return null;
  for (const facet of ['region', 'audience'] as const) {
    if (first.prepared.item[facet] === '') continue;
    const members = found.filter(
      (one) =>
        one === first ||
        (one.prepared.item[facet] !== '' &&
          one.prepared.item[facet] !== first.prepared.item[facet] &&
          asksSame(first.prepared.item, one.prepared, first.prepared)),
    );
    if (members.length > 1) return { facet, members };
  }
  return null;
}

/** Which members a question is about: those of the district or the people that it names, else all. */
export function membersMeant(
  { facet, members }: Family,
  question: AnswerQuestion,
  regionOfCaller: string | null,
): readonly FoundEntry[] {
  const valueOf = (one: FoundEntry): string => one.prepared.item[facet];
  if (facet === 'region') {
    const region = question.district ?? regionOfCaller;
    if (region !== null) return members.filter((one) => valueOf(one) === region);
  } else {
    const meant = members.filter((one) => question.audiences.includes(valueOf(one)));
    if (meant.length > 0) return meant;
  }
  return membersThatHave(members, question);
}

/** Those in which most of the question stands: only one of the offices is in a park. */
function membersThatHave(
  members: readonly FoundEntry[],
  { words }: AnswerQuestion,
): readonly FoundEntry[] {
  const shares = members.map(({ prepared }) => coverage(words, prepared.whole).share);
  const most = Math.max(...shares);
  return members.filter((_, n) => shares[n]! > most - SAME_SHARE);
}

function asksSame(first: AnswerEntry, other: PreparedItem, one: PreparedItem): boolean {
  if (other.item.kind !== 'entry') return false;
  const facets = [first.region, first.audience, other.item.region, other.item.audience].filter(
    (facet) => facet !== '',
  );
  const isFacet = (word: string): boolean =>
    facets.some((facet) => facet.includes(word) || word.includes(facet.slice(0, 2)));
  const bare = (item: PreparedItem) =>
    item.phrases.map(({ words, sounding }) => ({
      words: words.filter(({ word }) => !isFacet(word)),
      sounding,
    }));
  return bare(one).some((mine) =>
    bare(other).some(
      (theirs) =>
        mine.words.length > 0 &&
        theirs.words.length > 0 &&
        Math.min(
          coverage(mine.words, theirs.sounding).share,
          coverage(theirs.words, mine.sounding).share,
        ) >= SAME,
    ),
  );
}
