import { fitWeights, type Lesson } from '../rank/fit-weights.ts';
import { FEATURES } from '../rank/features.ts';
import type { Retriever } from '../retriever.ts';
import type { SetQuestion } from './retrieval-set.ts';

/** Candidates of a question that are learnt from. */
const LEARNT = 30;

/** The lesson of a question, or null if no right entry is among its candidates. */
export function lessonOf(
  retriever: Retriever,
  question: SetQuestion,
  right: ReadonlySet<string>,
  weight: number,
): Lesson | null {
  const { candidates, figures } = retriever.look(question.text, LEARNT);
  const ranks = candidates.flatMap(({ entry }, n) => (right.has(entry.id) ? [n] : []));
  if (ranks.length === 0) return null;
  const all = new Float32Array(figures.length * FEATURES.length);
  figures.forEach((one, n) => all.set(one, n * FEATURES.length));
  return { figures: all, right: ranks, weight };
}

/**
 * The half to which a question belongs, from the seed and its group: questions on one passage, and the same question in
 * several sets or with noise, stay together, so that nothing is fitted on what it is scored on.
 */
export function halfOf(group: string, seed: number): 0 | 1 {
  let hash = 0x811c9dc5 ^ seed;
  for (let n = 0; n < group.length; n += 1)
    hash = Math.imul(hash ^ group.charCodeAt(n), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) & 1) as 0 | 1;
}

/** Weights for each half, fitted on the other one. */
export function crossFit(
  lessons: readonly { readonly half: 0 | 1; readonly lesson: Lesson }[],
): [number[], number[]] {
  const of = (half: 0 | 1): number[] =>
    fitWeights(lessons.filter((one) => one.half !== half).map(({ lesson }) => lesson));
  return [of(0), of(1)];
}
