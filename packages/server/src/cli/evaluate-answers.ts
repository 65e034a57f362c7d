import { parseArgs } from 'node:util';

import {
  coverageCurve,
  DEFAULT_THRESHOLD,
  figuresAt,
  judgeAnswer,
  readAnswerEntries,
  readAnswerQuestions,
  SIGNS,
  type AnswerFigures,
  type JudgedAnswer,
} from '@everyline/knowledge';

import { AppFault } from '../app/faults.ts';
import { answererWith, cityNamesIn } from '../app/knowledge/fill-answerer.ts';
import type { EvaluateIo } from './evaluate-io.ts';
import { textOf, whole, wrong } from './evaluation-files.ts';
import type { ExitStatus } from './main.ts';
import { textTable } from './text-table.ts';
import { wrongArguments } from './wrong-arguments.ts';

interface AnswersArguments {
  readonly set: string;
  readonly threshold: number;
  readonly day: string | null;
  readonly json: boolean;
}

/**
 * `everyline evaluate answers --set FOLDER [--threshold 0.92] [--day YYYY-MM-DD] [--json]`: what share of the questions of a set
 * is answered, and how much of that is wrong. With `--json` every question follows with the signs behind its confidence.
 */
export async function runAnswers(args: readonly string[], io: EvaluateIo): Promise<ExitStatus> {
  const { set, threshold, day, json } = readAnswersArguments(args);
  const files = await io.filesOf(set);
  if (files === null) throw wrong('没有这个文件夹', 'there is no such folder', set);
  const entries = whole(
    `${set}/entries.jsonl`,
    readAnswerEntries(await textOf(`${set}/entries.jsonl`, io)),
  );
  const path = `${set}/questions.jsonl`;
  const questions = whole(path, readAnswerQuestions(await textOf(path, io)));
  const ids = new Set(entries.map(({ id }) => id));
  for (const { id, right } of questions) {
    const unknown = right.find((one) => !ids.has(one));
    if (unknown === undefined) continue;
    throw wrong(
      `问题 ${id} 的条目 ${unknown} 不在 entries.jsonl 中`,
      `question ${id} names an entry that is not in entries.jsonl: ${unknown}`,
      path,
    );
  }
  if (questions.length === 0) throw wrong('没有问题', 'there are no questions', path);
  const cityText = files.includes('city.json') ? await io.readText(`${set}/city.json`) : null;
  const answerer = answererWith(entries, cityNamesIn(cityText));
  const context = { day: day ?? io.today() };
  const judged = questions.map((question) => judgeAnswer(answerer, question, context));
  const figures = figuresAt(judged, threshold);
  if (json) {
    await io.out(
      JSON.stringify({ set, questions: judged.length, ...figures, curve: coverageCurve(judged) }),
    );
    for (const one of judged) await io.out(JSON.stringify(judgedRecord(one, threshold)));
    return 0;
  }
  const around = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95].filter((one) => one !== threshold);
  const rows = [...around, threshold].toSorted((a, b) => a - b).map((at) => figuresAt(judged, at));
  for (const line of textTable(tableRows(rows, threshold, io.language === 'en')))
    await io.out(line);
  return 0;
}

function readAnswersArguments(args: readonly string[]): AnswersArguments {
  const { values, positionals } = parsed(args);
  const { set, day } = values;
  if (set === undefined || positionals.length > 0) {
    throw wrong('请给出 --set 文件夹', 'give --set FOLDER');
  }
  const threshold = Number(values.threshold ?? DEFAULT_THRESHOLD);
  if (!(threshold >= 0 && threshold <= 1)) {
    throw wrong('--threshold 是 0 到 1 之间的数', '--threshold is a number from 0 to 1');
  }
  if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    throw wrong('--day 写作 2026-06-15', '--day is written as 2026-06-15');
  }
  return { set, threshold, day: day ?? null, json: values.json ?? false };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        set: { type: 'string' },
        threshold: { type: 'string' },
        day: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new AppFault('wrong_usage', { detail: wrongArguments(cause), command: 'evaluate' });
  }
}

function judgedRecord(
  { question, id, text, signs, asks, isRight, confidence }: JudgedAnswer,
  threshold: number,
): object {
  const isSure = confidence > 0 && confidence >= threshold;
  return {
    id: question.id,
    group: question.group,
    question: question.text,
    reply: !isSure ? 'abstain' : asks ? 'ask' : 'answer',
    isRight,
    confidence: Number(confidence.toFixed(4)),
    from: id,
    answer: text,
    signs:
      signs === null
        ? null
        : Object.fromEntries(SIGNS.map((name, n) => [name, Number((signs[n] ?? 0).toFixed(3))])),
  };
}

function tableRows(
  rows: readonly AnswerFigures[],
  threshold: number,
  isEnglish: boolean,
): string[][] {
  const groups = Object.keys(rows[0]?.abstained ?? {});
  const head = isEnglish
    ? ['threshold', 'answers', 'wrong', 'wrong share', 'answered', 'asked back']
    : ['阈值', '作答', '答错', '答错率', '可答中答对', '反问'];
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    [...head, ...groups.map((group) => (isEnglish ? `none: ${group}` : `未答：${group}`))],
    ...rows.map((row) => [
      `${row.threshold}${row.threshold === threshold ? ' *' : ''}`,
      String(row.given),
      String(row.wrong),
      percent(row.wrongShare),
      percent(row.answeredShare),
      String(row.asked),
      ...groups.map((group) => percent(row.abstained[group] ?? 0)),
    ]),
  ];
}
