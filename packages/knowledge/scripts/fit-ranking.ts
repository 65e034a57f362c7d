import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

import { fitWeights, lessonOf, Retriever, type Lesson } from '../src/index.ts';
import { FEATURES } from '../src/rank/features.ts';
import { readPublicSet, setsFolder, VARIANTS, WEIGHT } from '../../../bench/retrieval-sets.ts';

/**
 * Fits the weights that the package ships, on all public questions as written and misheard, and writes them to
 * `src/rank/weights.ts`. How well such weights do on questions they were not fitted on is what `npm run bench -- retrieval`
 * measures. Each set counts the same, and questions as written as much as both noisy forms together.
 */
const SETS = [
  ['lecoqa-answer', 'lecoqa-answer'],
  ['cmrc2018', 'cmrc2018'],
  ['lecoqa-statute', 'lecoqa-answer'],
] as const;

const folder = setsFolder();
if (folder === null) {
  console.error('The folder fixtures/knowledge is absent, so there is nothing to fit on.');
  process.exit(2);
}
const lessons: Lesson[] = [];
for (const [name, noiseFrom] of SETS) {
  const set = await readPublicSet(folder, name, noiseFrom, 1);
  const retriever = new Retriever();
  for (const entry of set.entries) retriever.put(entry);
  for (const variant of VARIANTS) {
    const questions = set.questions[variant];
    const weight = WEIGHT[variant] / questions.length;
    for (const question of questions) {
      const lesson = lessonOf(retriever, question, set.answers.get(question.id)!, weight);
      if (lesson !== null) lessons.push(lesson);
    }
  }
  console.warn(`${name}: ${set.questions.clean.length} questions`);
}
const weights = fitWeights(lessons);
const file = resolve(import.meta.dirname, '../src/rank/weights.ts');
const lines = FEATURES.map((name, n) => `  /* ${name} */ ${weights[n]},`);
const text = `/** What each of \`FEATURES\` counts; fitted and written by \`packages/knowledge/scripts/fit-ranking.ts\`. */
export const WEIGHTS: readonly number[] = [
${lines.join('\n')}
];
`;
const before = await readFile(file, 'utf8');
const after = await format(text, { ...(await resolveConfig(file)), filepath: file });
await writeFile(file, after);
console.warn(before === after ? 'The weights are as they were.' : `Written to ${file}.`);
