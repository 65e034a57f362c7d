import {
  CUT,
  meanOf,
  measureQuestion,
  Retriever,
  type Entry,
  type RetrieverSize,
  type SetQuestion,
} from '@everyline/knowledge';

/** What finding entries reaches on one list of questions. */
export interface RetrievalFigures {
  readonly questions: number;
  /** The mean of 1 by the rank of the first right entry among ten, 0…1. */
  readonly mrr: number;
  /** The mean share of the right entries that are among ten, 0…1. */
  readonly recall: number;
  /** How long one search took, by the clock. */
  readonly searchMs: { readonly p50: number; readonly p95: number };
}

/** An index of the entries of a set, and how long it took to fill by the clock. */
export function fillRetriever(
  entries: readonly Entry[],
  nowMs: () => number,
): { readonly retriever: Retriever; readonly size: RetrieverSize; readonly buildMs: number } {
  const retriever = new Retriever();
  const from = nowMs();
  for (const entry of entries) retriever.put(entry);
  return { retriever, size: retriever.size, buildMs: nowMs() - from };
}

/** Asks each question that has an answer in the set. */
export function evaluateRetrieval(
  retriever: Retriever,
  questions: readonly SetQuestion[],
  answers: ReadonlyMap<string, ReadonlySet<string>>,
  nowMs: () => number,
): RetrievalFigures {
  const asked = questions.filter(({ id }) => answers.has(id));
  const times: number[] = [];
  const measures = asked.map(({ id, text }) => {
    const from = nowMs();
    const hits = retriever.search(text, CUT);
    times.push(nowMs() - from);
    return measureQuestion(
      hits.map(({ entry }) => entry.id),
      answers.get(id)!,
    );
  });
  times.sort((a, b) => a - b);
  const quantile = (share: number): number => times[Math.floor(share * times.length)] ?? 0;
  return {
    questions: asked.length,
    mrr: meanOf(measures.map(({ reciprocalRank }) => reciprocalRank)),
    recall: meanOf(measures.map(({ recall }) => recall)),
    searchMs: { p50: quantile(0.5), p95: quantile(0.95) },
  };
}
