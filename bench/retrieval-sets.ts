import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import {
  readAnswers,
  readEntries,
  readQuestions,
  type BadLine,
  type Entry,
  type SetQuestion,
} from '@everyline/knowledge';

export const VARIANTS = ['clean', 'asr10', 'asr20'] as const;
export type Variant = (typeof VARIANTS)[number];

/** How much questions as written count beside each of the two noisy forms when weights are fitted. */
export const WEIGHT: Readonly<Record<Variant, number>> = { clean: 2, asr10: 1, asr20: 1 };

/** A public set with its questions as written and as a recogniser of speech may mishear them. */
export interface PublicSet {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly questions: Readonly<Record<Variant, readonly SetQuestion[]>>;
  readonly answers: ReadonlyMap<string, ReadonlySet<string>>;
  /** What belongs together when questions are halved. */
  group(question: string): string;
}

/** The folder of the public sets, or null where the shared fixtures are absent. */
export function setsFolder(): string | null {
  const shared = process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../shared');
  const folder = resolve(shared, 'fixtures/knowledge');
  return existsSync(resolve(folder, 'lecoqa-answer/corpus.jsonl')) ? folder : null;
}

/**
 * Reads a set; of its questions every so many. The questions on statutes are those on answers, so their noisy forms are
 * too. Titles are left out: the one of an answer was written from its question.
 */
export async function readPublicSet(
  folder: string,
  name: string,
  noiseFrom: string,
  every: number,
): Promise<PublicSet> {
  const place = resolve(folder, name);
  const packed = resolve(place, 'corpus.jsonl.gz');
  const corpus = existsSync(packed)
    ? gunzipSync(await readFile(packed)).toString('utf8')
    : await readFile(resolve(place, 'corpus.jsonl'), 'utf8');
  const entries = whole(`${name}/corpus.jsonl`, readEntries(corpus, false));
  const questionsOf = async (from: string, file: string): Promise<SetQuestion[]> =>
    whole(`${from}/${file}`, readQuestions(await readFile(resolve(folder, from, file), 'utf8')));
  const clean = await questionsOf(name, 'queries.jsonl');
  const answers = whole(
    `${name}/qrels.tsv`,
    readAnswers(
      await readFile(resolve(place, 'qrels.tsv'), 'utf8'),
      new Set(clean.map(({ id }) => id)),
      new Set(entries.map(({ id }) => id)),
    ),
  );
  const asr10 = await questionsOf(noiseFrom, 'queries.asr10.jsonl');
  const asr20 = await questionsOf(noiseFrom, 'queries.asr20.jsonl');
  const noisy = new Set(asr10.map(({ id }) => id));
  const kept = clean.filter(({ id }) => answers.has(id) && noisy.has(id));
  const chosen = new Set(kept.filter((_, n) => n % every === 0).map(({ id }) => id));
  const only = (questions: readonly SetQuestion[]): SetQuestion[] =>
    questions.filter(({ id }) => chosen.has(id));
  return {
    name,
    entries,
    questions: { clean: only(clean), asr10: only(asr10), asr20: only(asr20) },
    answers,
    group: (question) => question.replace(/_QUERY_.*$/, ''),
  };
}

function whole<Read>(file: string, read: Read | BadLine): Read {
  if (typeof read === 'object' && read !== null && 'fault' in read) {
    throw new Error(`${file}, line ${read.line}: ${read.fault}`);
  }
  return read;
}
