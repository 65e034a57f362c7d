import { create, insertMultiple, search } from '@orama/orama';
import { createTokenizer } from '@orama/tokenizers/mandarin';
import { Index } from 'flexsearch';
import MiniSearch from 'minisearch';
import { wordsOf, type Entry } from '@everyline/knowledge';

/** A search to be compared: entries in, ids of the first ten out. */
export interface Searcher {
  readonly name: string;
  fill(entries: readonly Entry[]): Promise<void> | void;
  find(question: string): Promise<string[]> | string[];
}

const words = (text: string): string[] => wordsOf(text.normalize('NFKC').toLowerCase());

/** Runs of Latin letters and digits, and single letters; an empty string where something else stands between. */
function letters(text: string): string[] {
  const parts = text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[a-z0-9]+|[\p{L}\p{N}]|[^\p{L}\p{N}]+/gu);
  return [...parts].map(([part]) => (/[\p{L}\p{N}]/u.test(part) ? part : ''));
}

function pairs(text: string): string[] {
  const units = letters(text);
  return units.flatMap((unit, n) => {
    const next = units[n + 1] ?? '';
    return unit === '' || next === '' ? [] : [`${unit} ${next}`];
  });
}

const lettersAndPairs = (text: string): string[] => [
  ...letters(text).filter((unit) => unit !== ''),
  ...pairs(text),
];

/** Every search that ours is measured against, each new and empty. */
export function peers(): Searcher[] {
  return [
    new PlainBm25('BM25, characters and their pairs', lettersAndPairs),
    new PlainBm25('BM25, pairs of characters', pairs),
    new PlainBm25('BM25, words', words),
    miniSearch(),
    flexSearch(),
    orama(),
  ];
}

/** BM25 as in the textbook (k1 1.2, b 0.75), over whatever terms. */
class PlainBm25 implements Searcher {
  readonly name: string;
  readonly #terms: (text: string) => string[];
  readonly #lists = new Map<string, number[]>();
  readonly #ids: string[] = [];
  readonly #lengths: number[] = [];

  constructor(name: string, terms: (text: string) => string[]) {
    this.name = name;
    this.#terms = terms;
  }

  fill(entries: readonly Entry[]): void {
    for (const { id, answer } of entries) {
      const counts = new Map<string, number>();
      const terms = this.#terms(answer);
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const [term, count] of counts) {
        const list = this.#lists.get(term);
        if (list === undefined) this.#lists.set(term, [this.#ids.length, count]);
        else list.push(this.#ids.length, count);
      }
      this.#ids.push(id);
      this.#lengths.push(terms.length);
    }
  }

  find(question: string): string[] {
    const all = this.#ids.length;
    const mean = this.#lengths.reduce((sum, length) => sum + length, 0) / all;
    const scores = new Float64Array(all);
    for (const term of this.#terms(question)) {
      const list = this.#lists.get(term) ?? [];
      const entries = list.length / 2;
      const rarity = Math.log(1 + (all - entries + 0.5) / (entries + 0.5));
      for (let n = 0; n < list.length; n += 2) {
        const count = list[n + 1]!;
        const norm = 1.2 * (0.25 + (0.75 * this.#lengths[list[n]!]!) / mean);
        scores[list[n]!]! += (rarity * count * 2.2) / (count + norm);
      }
    }
    const found = [...scores.keys()].filter((n) => scores[n]! > 0);
    found.sort((a, b) => scores[b]! - scores[a]! || a - b);
    return found.slice(0, 10).map((n) => this.#ids[n]!);
  }
}

function miniSearch(): Searcher {
  const index = new MiniSearch<Entry>({ fields: ['answer'], tokenize: words });
  return {
    name: 'MiniSearch 7.2.0, words',
    fill: (entries) => index.addAll(entries),
    find: (question) =>
      index
        .search(question, { combineWith: 'OR' })
        .slice(0, 10)
        .map(({ id }) => String(id)),
  };
}

function flexSearch(): Searcher {
  const index = new Index({ encode: words, tokenize: 'strict', resolution: 9 });
  const ids: string[] = [];
  return {
    name: 'FlexSearch 0.8.212, words',
    fill(entries) {
      for (const { id, answer } of entries) {
        index.add(ids.length, answer);
        ids.push(id);
      }
    },
    find: (question) =>
      (index.search(question, { limit: 10, suggest: true }) as number[]).map((n) => ids[n]!),
  };
}

function orama(): Searcher {
  const database = create({
    schema: { id: 'string', answer: 'string' } as const,
    components: { tokenizer: createTokenizer() },
  });
  return {
    name: 'Orama 3.1.18, its Mandarin words',
    async fill(entries) {
      await insertMultiple(
        database,
        entries.map(({ id, answer }) => ({ id, answer })),
      );
    },
    async find(question) {
      const { hits } = await search(database, {
        term: question,
        properties: ['answer'],
        limit: 10,
      });
      return hits.map(({ id }) => id);
    },
  };
}
