import { parseArgs } from 'node:util';

import {
  readAnswers,
  readEntries,
  readQuestions,
  type Entry,
  type SetQuestion,
} from '@everyline/knowledge';
import type { Language } from '@everyline/contract';

import { AppFault } from '../app/faults.ts';
import {
  evaluateRetrieval,
  fillRetriever,
  type RetrievalFigures,
} from '../app/knowledge/evaluate-retrieval.ts';
import { runAnswers } from './evaluate-answers.ts';
import type { EvaluateIo } from './evaluate-io.ts';
import { textOf, whole, wrong } from './evaluation-files.ts';
import type { ExitStatus } from './main.ts';
import { textTable } from './text-table.ts';
import { wrongArguments } from './wrong-arguments.ts';

type EvaluateArguments = { readonly json: boolean; readonly titles: boolean } & (
  | { readonly set: string }
  | { readonly corpus: string; readonly queries: string; readonly out: string }
);

/** Entries of one question in a run for other programs. */
const RUN_DEPTH = 100;
const RUN_TAG = 'everyline';

/**
 * `everyline evaluate retrieval (--set FOLDER | --corpus FILE --queries FILE --out FILE) [--titles] [--json]`: how well
 * entries are found on a set of questions, or the run of a set for other programs (TREC format); `everyline evaluate answers`:
 * how well they are answered. Returns 0.
 */
export async function run(args: readonly string[], io: EvaluateIo): Promise<ExitStatus> {
  if (args[0] === 'answers') return runAnswers(args.slice(1), io);
  const called = readEvaluateArguments(args);
  return 'set' in called ? evaluateSet(called, io) : writeRun(called, io);
}

async function evaluateSet(
  { set, titles, json }: { set: string; titles: boolean; json: boolean },
  io: EvaluateIo,
): Promise<ExitStatus> {
  const files = await io.filesOf(set);
  if (files === null) throw wrong('没有这个文件夹', 'there is no such folder', set);
  const corpus =
    files.includes('corpus.jsonl.gz') && !files.includes('corpus.jsonl')
      ? `${set}/corpus.jsonl.gz`
      : `${set}/corpus.jsonl`;
  const entries = whole(corpus, readEntries(await textOf(corpus, io), titles));
  const questionFiles = [
    'queries.jsonl',
    ...files.filter((name) => /^queries\..+\.jsonl$/.test(name)),
  ];
  const lists: { name: string; questions: SetQuestion[] }[] = [];
  for (const file of questionFiles) {
    const path = `${set}/${file}`;
    const name =
      file === 'queries.jsonl' ? 'clean' : file.slice('queries.'.length, -'.jsonl'.length);
    lists.push({ name, questions: whole(path, readQuestions(await textOf(path, io))) });
  }
  const answersFile = `${set}/qrels.tsv`;
  const ids = (all: readonly { readonly id: string }[]): Set<string> =>
    new Set(all.map(({ id }) => id));
  const answers = whole(
    answersFile,
    readAnswers(await textOf(answersFile, io), ids(lists[0]!.questions), ids(entries)),
  );
  if (answers.size === 0) throw wrong('没有一行给出答案', 'no line names an answer', answersFile);
  const { retriever, size, buildMs } = fillRetriever(entries, io.nowMs);
  const rows = lists.map(({ name, questions }) => ({
    name,
    figures: evaluateRetrieval(retriever, questions, answers, io.nowMs),
  }));
  if (json) {
    for (const { name, figures } of rows) {
      const index = { ...size, buildMs: Math.round(buildMs) };
      await io.out(JSON.stringify({ set, questions: name, ...rounded(figures), index }));
    }
    return 0;
  }
  for (const line of textTable(tableRows(rows, io.language))) await io.out(line);
  await io.out(indexText(size.entries, size.bytes, buildMs, io.language));
  return 0;
}

async function writeRun(
  called: { corpus: string; queries: string; out: string; titles: boolean; json: boolean },
  io: EvaluateIo,
): Promise<ExitStatus> {
  const entries: Entry[] = whole(
    called.corpus,
    readEntries(await textOf(called.corpus, io), called.titles),
  );
  const questions = whole(called.queries, readQuestions(await textOf(called.queries, io)));
  const { retriever } = fillRetriever(entries, io.nowMs);
  const lines = questions.flatMap(({ id, text }) =>
    retriever
      .search(text, RUN_DEPTH)
      .map(({ entry, score }, n) => `${id} Q0 ${entry.id} ${n + 1} ${score.toFixed(6)} ${RUN_TAG}`),
  );
  await io.writeText(called.out, lines.map((line) => `${line}\n`).join(''));
  if (called.json) {
    await io.out(
      JSON.stringify({ out: called.out, questions: questions.length, lines: lines.length }),
    );
  } else {
    await io.out(
      io.language === 'en'
        ? `${lines.length} lines for ${questions.length} questions written to ${called.out}.`
        : `${questions.length} 个问题共 ${lines.length} 行，已写入 ${called.out}。`,
    );
  }
  return 0;
}

/** Reads the arguments; throws `wrong_usage` before anything is opened. */
export function readEvaluateArguments(args: readonly string[]): EvaluateArguments {
  const { values, positionals } = parsed(args);
  const [what] = positionals;
  if (what !== 'retrieval' || positionals.length > 1) {
    throw wrong(
      '请写明评测什么：evaluate retrieval 或 evaluate answers',
      'say what to evaluate: evaluate retrieval or evaluate answers',
    );
  }
  const { set, corpus, queries, out } = values;
  const shared = { json: values.json ?? false, titles: values.titles ?? false };
  if (set !== undefined) {
    if (corpus === undefined && queries === undefined && out === undefined)
      return { set, ...shared };
  } else if (corpus !== undefined && queries !== undefined && out !== undefined) {
    return { corpus, queries, out, ...shared };
  }
  throw wrong(
    '请给出 --set 文件夹，或同时给出 --corpus、--queries、--out 三个文件',
    'give either --set FOLDER, or all of --corpus, --queries and --out',
  );
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        set: { type: 'string' },
        corpus: { type: 'string' },
        queries: { type: 'string' },
        out: { type: 'string' },
        titles: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new AppFault('wrong_usage', { detail: wrongArguments(cause), command: 'evaluate' });
  }
}

function rounded({ mrr, recall, searchMs, questions }: RetrievalFigures): object {
  const to = (value: number, digits: number): number => Number(value.toFixed(digits));
  return {
    count: questions,
    mrr: to(mrr, 4),
    recall: to(recall, 4),
    searchMs: { p50: to(searchMs.p50, 2), p95: to(searchMs.p95, 2) },
  };
}

function tableRows(
  rows: readonly { readonly name: string; readonly figures: RetrievalFigures }[],
  language: Language,
): string[][] {
  const head =
    language === 'en'
      ? ['questions', 'count', 'MRR@10', 'recall@10', 'half within', '95 % within']
      : ['问题', '数量', 'MRR@10', '召回率@10', '半数用时', '95% 用时'];
  return [
    head,
    ...rows.map(({ name, figures }) => [
      name === 'clean' && language !== 'en' ? '原文' : name,
      String(figures.questions),
      (100 * figures.mrr).toFixed(1),
      (100 * figures.recall).toFixed(1),
      `${figures.searchMs.p50.toFixed(1)} ms`,
      `${figures.searchMs.p95.toFixed(1)} ms`,
    ]),
  ];
}

function indexText(entries: number, bytes: number, buildMs: number, language: Language): string {
  const megabytes = (bytes / 1e6).toFixed(1);
  const seconds = (buildMs / 1000).toFixed(1);
  return language === 'en'
    ? `${entries} entries, index of ${megabytes} MB filled in ${seconds} s.`
    : `共 ${entries} 条，索引 ${megabytes} MB，建立用时 ${seconds} 秒。`;
}
