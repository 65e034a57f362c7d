import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

import { fitConfidence, judgeAnswer, lessonsOf, SIGNS } from '../src/index.ts';
import { SAMPLE_DAY, sampleAnswerer, sampleQuestions } from '../../../bench/answers.ts';

/**
 * Fits the confidence that the package ships on all sample questions, and writes it to `src/answering/entry-weights.ts`. How
 * well such a confidence does on questions it was not fitted on is what `npm run bench -- answers` measures.
 */
const answerer = await sampleAnswerer();
const questions = await sampleQuestions('questions.jsonl');
const weights = fitConfidence(
  lessonsOf(questions.map((question) => judgeAnswer(answerer, question, { day: SAMPLE_DAY }))),
);
const file = resolve(import.meta.dirname, '../src/answering/entry-weights.ts');
const lines = SIGNS.map((name, n) => `  /* ${name} */ ${weights[n]},`);
const text = `/** What each of \`SIGNS\` counts for an entry; fitted and written by \`packages/knowledge/scripts/fit-confidence.ts\`. */
export const ENTRY_WEIGHTS: readonly number[] = [
${lines.join('\n')}
];
`;
const before = await readFile(file, 'utf8');
const after = await format(text, { ...(await resolveConfig(file)), filepath: file });
await writeFile(file, after);
console.warn(before === after ? 'The weights are as they were.' : `Written to ${file}.`);
