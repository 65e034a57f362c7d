import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import {
  Answerer,
  calibration,
  coverageCurve,
  DEFAULT_THRESHOLD,
  figuresAt,
  fitConfidence,
  halfOf,
  judgeAnswer,
  lessonsOf,
  readAnswerEntries,
  readAnswerQuestions,
  type AnswerEntry,
  type AnswerFigures,
  type AnswerSetQuestion,
  type CityNames,
  type JudgedAnswer,
} from '@everyline/knowledge';

import { curveDrawing } from './answers-curve.ts';
import type { BenchOptions } from './main.ts';

const FOLDER = resolve(import.meta.dirname, 'answers');
/** The day on which the sample questions are asked. */
export const SAMPLE_DAY = '2026-06-15';
const UNANSWERABLE = ['near_miss', 'other_fields'];

/**
 * Answering on the sample knowledge base: each half of the questions is scored with a confidence fitted on the other
 * (`--seed` halves them). `--threshold` is another one than the default; `--curve FILE.svg` draws coverage against error.
 * Beside it stands what the shipped weights reach on questions that were written after everything was settled.
 */
export async function run(options: BenchOptions): Promise<object> {
  const seed = Number(options.flags['seed'] ?? '7');
  const threshold = Number(options.flags['threshold'] ?? DEFAULT_THRESHOLD);
  const answerer = await sampleAnswerer();
  const questions = await sampleQuestions('questions.jsonl');
  const judged = judgeCrosswise(answerer, questions, seed);
  const curve = coverageCurve(judged);
  const drawing = options.flags['curve'];
  if (drawing !== undefined) await writeFile(drawing, curveDrawing(curve, threshold));
  const figures = figuresAt(judged, threshold);
  const goals = {
    atMostTwoPercentWrong: figures.wrongShare <= 0.02,
    atLeastSixtyPercentAnswered: figures.answeredShare >= 0.6,
    abstainsOnNearMisses: (figures.abstained['near_miss'] ?? 0) >= 0.95,
    abstainsOnOtherFields: (figures.abstained['other_fields'] ?? 0) >= 0.95,
  };
  const later = await sampleQuestions('later.jsonl');
  return {
    ok: Object.values(goals).every(Boolean),
    goals,
    rule: 'fitted on one half of the questions and scored on the other, both ways; wrong is of the answers given, answered of the questions that an entry answers; asking back is no answer',
    seed,
    entries: answerer.size,
    questions: countsByGroup(questions),
    figures: rounded(figures),
    otherSeeds: [1, 2, 3, 4, 5].map((other) => ({
      seed: other,
      ...rounded(figuresAt(judgeCrosswise(answerer, questions, other), threshold)),
    })),
    writtenLater: {
      questions: countsByGroup(later),
      ...rounded(
        figuresAt(
          later.map((one) => judgeAnswer(answerer, one, { day: SAMPLE_DAY })),
          threshold,
        ),
      ),
    },
    wrong: judged
      .filter(({ isRight, asks, confidence }) => !isRight && !asks && confidence >= threshold)
      .map(({ question, id, confidence }) => ({
        asked: question.text,
        group: question.group,
        answeredFrom: id,
        confidence: round(confidence),
      })),
    calibration: calibration(judged).map((row) => ({ ...row, right: round(row.right) })),
    curve: curve.map((point) => ({
      threshold: point.threshold,
      coverage: round(point.coverage),
      error: round(point.error),
    })),
  };
}

/** The sample knowledge base, in its city. */
export async function sampleAnswerer(): Promise<Answerer> {
  const city = JSON.parse(await readFile(resolve(FOLDER, 'city.json'), 'utf8')) as CityNames;
  const answerer = new Answerer({ city });
  const entries: readonly AnswerEntry[] = usable(
    readAnswerEntries(await readFile(resolve(FOLDER, 'entries.jsonl'), 'utf8')),
  );
  for (const entry of entries) answerer.put(entry);
  return answerer;
}

/** The questions of a file of the sample. */
export async function sampleQuestions(file: string): Promise<readonly AnswerSetQuestion[]> {
  return usable(readAnswerQuestions(await readFile(resolve(FOLDER, file), 'utf8')));
}

function judgeCrosswise(
  answerer: Answerer,
  questions: readonly AnswerSetQuestion[],
  seed: number,
): JudgedAnswer[] {
  const first = questions.map((question) => judgeAnswer(answerer, question, { day: SAMPLE_DAY }));
  const weights = ([0, 1] as const).map((half) =>
    fitConfidence(lessonsOf(first.filter(({ question }) => halfOf(question.id, seed) !== half))),
  );
  return questions.map((question) =>
    judgeAnswer(answerer, question, { day: SAMPLE_DAY }, weights[halfOf(question.id, seed)]),
  );
}

function usable<Read extends object>(
  read: readonly Read[] | { readonly fault: string },
): readonly Read[] {
  if ('fault' in read) throw new Error(`the sample data cannot be read: ${JSON.stringify(read)}`);
  return read;
}

function countsByGroup(questions: readonly AnswerSetQuestion[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { group } of questions) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}

function rounded(figures: AnswerFigures): object {
  const unanswerable = UNANSWERABLE.map((group) => [group, round(figures.abstained[group] ?? 0)]);
  return {
    threshold: figures.threshold,
    given: figures.given,
    wrong: figures.wrong,
    wrongShare: round(figures.wrongShare),
    answeredShare: round(figures.answeredShare),
    askedBack: figures.asked,
    askedBackRightly: figures.askedRightly,
    abstained: Object.fromEntries(unanswerable) as Record<string, number>,
  };
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
