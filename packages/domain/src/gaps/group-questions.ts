import { questionKey } from '../knowledge/question-key.ts';

/** How alike a question must be to the first of a group to belong to it, 0…1. */
const near = 0.5;

/** Questions that ask for nearly the same. */
export interface QuestionGroup<Question> {
  /** What is asked most often among them, the shortest of equals. */
  readonly question: string;
  readonly members: readonly Question[];
}

/**
 * Groups questions that are near to one another, the largest group first. Nearness is the cosine between their
 * characters and pairs of characters, of which rare ones count more. The same questions in the
 * same order give the same groups; each question is in one.
 */
export function groupQuestions<Question extends { readonly question: string }>(
  questions: readonly Question[],
): QuestionGroup<Question>[] {
  const parts = questions.map(({ question }) => partsOf(questionKey(question)));
  const weights = rarity(parts);
  const groups: { readonly vector: ReadonlyMap<string, number>; readonly members: Question[] }[] =
    [];
  const holders = new Map<string, number[]>();
  for (const [n, question] of questions.entries()) {
    const vector = vectorOf(parts[n] ?? new Set(), weights);
    const found = nearest(vector, groups, holders);
    if (found !== null) {
      groups[found]?.members.push(question);
      continue;
    }
    for (const part of vector.keys()) {
      const held = holders.get(part);
      if (held === undefined) holders.set(part, [groups.length]);
      else held.push(groups.length);
    }
    groups.push({ vector, members: [question] });
  }
  return groups
    .map(({ members }) => ({ question: usual(members), members }))
    .toSorted((a, b) => b.members.length - a.members.length);
}

/** Words of asking, which say nothing of what is asked about. */
const ASKING =
  /请问|你好|您好|怎么样|怎么办理?|怎样|如何|怎么|办理|可不可以|能不能|可以|能否|需要|什么|哪些|多少|吗|呢|啊|的|能/gu;

/** The letters and pairs of letters of a question, without the words of asking where anything is left. */
function partsOf(key: string): ReadonlySet<string> {
  const kept = key.replace(ASKING, '');
  const letters = [...([...kept].length < 2 ? key : kept)];
  return new Set([
    ...letters,
    ...letters.slice(1).map((letter, n) => `${letters[n] ?? ''}${letter}`),
  ]);
}

function rarity(questions: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pairs of questions) {
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([pair, count]) => [pair, Math.log(1 + questions.length / count)]),
  );
}

/** Of length 1. */
function vectorOf(
  pairs: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const weighed = [...pairs].map((pair) => [pair, weights.get(pair) ?? 0] as const);
  const length = Math.hypot(...weighed.map(([, weight]) => weight));
  return new Map(weighed.map(([pair, weight]) => [pair, length === 0 ? 0 : weight / length]));
}

function nearest(
  vector: ReadonlyMap<string, number>,
  groups: readonly { readonly vector: ReadonlyMap<string, number> }[],
  holders: ReadonlyMap<string, readonly number[]>,
): number | null {
  const scores = new Map<number, number>();
  for (const [pair, weight] of vector) {
    for (const group of holders.get(pair) ?? []) {
      const theirs = groups[group]?.vector.get(pair) ?? 0;
      scores.set(group, (scores.get(group) ?? 0) + weight * theirs);
    }
  }
  let best: number | null = null;
  let most = near;
  for (const [group, score] of scores) {
    if (score < most || (score === most && best !== null)) continue;
    best = group;
    most = score;
  }
  return best;
}

function usual(members: readonly { readonly question: string }[]): string {
  const counts = new Map<string, number>();
  for (const { question } of members) counts.set(question, (counts.get(question) ?? 0) + 1);
  const [first] = [...counts].toSorted(
    ([a, countA], [b, countB]) => countB - countA || a.length - b.length || (a < b ? -1 : 1),
  );
  return first?.[0] ?? '';
}
