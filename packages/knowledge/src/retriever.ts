import type { Entry } from './entry.ts';
import { EntryIndex, type Candidate } from './index/entry-index.ts';
import { CloserLook } from './rank/features.ts';
import { scoreOf } from './rank/fit-weights.ts';
import { WEIGHTS } from './rank/weights.ts';
import type { Synonyms } from './text/normalise.ts';
import { wordsOf } from './text/words.ts';

/** How many candidates get the closer look. */
const DEPTH = 50;

export interface RetrieverOptions {
  /** Words that count as the same, reviewed by somebody. */
  readonly synonyms?: readonly Synonyms[];
  /** What each of `FEATURES` counts; without it, as fitted on public questions. */
  readonly weights?: readonly number[];
  /** Whether sounds that are easily mistaken (z and zh, n and l, in and ing) count as well; default no. */
  readonly confusedSounds?: boolean;
}

/** An entry that was found. */
export interface Hit {
  readonly entry: Entry;
  /** For the order within one question; figures of different questions do not compare. */
  readonly score: number;
}

/** What the index holds. */
export interface RetrieverSize {
  readonly entries: number;
  /** Pairs of characters, of syllables, and runs that are told apart. */
  readonly terms: number;
  readonly postings: number;
  /** Bytes of the index without the texts of the entries. */
  readonly bytes: number;
}

/** Finds the entries that answer a question: BM25 over pairs of characters and syllables, then a closer look at the best. */
export class Retriever {
  readonly #index: EntryIndex;
  readonly #weights: readonly number[];
  readonly #confused: boolean;

  constructor(options: RetrieverOptions = {}) {
    this.#index = new EntryIndex(options.synonyms ?? []);
    this.#weights = options.weights ?? WEIGHTS;
    this.#confused = options.confusedSounds ?? false;
  }

  get size(): RetrieverSize {
    const { entries, terms, postings, bytes } = this.#index;
    return { entries, terms, postings, bytes };
  }

  get(id: string): Entry | undefined {
    return this.#index.get(id);
  }

  /** Adds an entry, or replaces the one with its id; the next search knows it. */
  put(entry: Entry): void {
    this.#index.put(entry);
  }

  /** Takes an entry out; false if there is none with this id. */
  remove(id: string): boolean {
    return this.#index.remove(id);
  }

  /**
   * The entries for a question, best first, at most `limit`; none if nothing of the question stands in any. Other weights
   * than its own are for measurements.
   */
  search(question: string, limit = 10, weights: readonly number[] = this.#weights): Hit[] {
    const { candidates, figures } = this.look(question, Math.max(limit, DEPTH));
    const near = candidates.slice(0, DEPTH).map((candidate, n) => ({
      entry: candidate.entry,
      score: scoreOf(figures[n]!, weights),
    }));
    near.sort((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1));
    // Those behind keep their order, below the last that was looked at.
    const last = near.at(-1)?.score ?? 0;
    const first = candidates[DEPTH]?.score ?? 1;
    const behind = candidates
      .slice(DEPTH)
      .map(({ entry, score }) => ({ entry, score: last - 2 + score / first }));
    return [...near, ...behind].slice(0, limit);
  }

  /** The candidates for a question with the figures of the first of them, in the order of `FEATURES`; what is fitted from. */
  look(question: string, most: number): { candidates: Candidate[]; figures: Float64Array[] } {
    const read = this.#index.read(question);
    const candidates = this.#index.candidates(read, most, this.#confused);
    if (candidates.length === 0) return { candidates, figures: [] };
    const look = new CloserLook(read, wordsOf(read.text), this.#index);
    return {
      candidates,
      figures: candidates.slice(0, DEPTH).map((candidate) => look.at(candidate)),
    };
  }
}
