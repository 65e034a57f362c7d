/**
 * Writes the sample city into a folder: `city.json` (dial plan and truth) and its documents.
 *
 *   node scripts/everyline.mjs --run examples/sample-city.ts FOLDER [LINES] [SEED]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cityToJson, makeCity } from '@everyline/exchange';

const [folder, lines = '400', seed = '7'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('sample-city: say where to: examples/sample-city.ts FOLDER [LINES] [SEED]');
  process.exit(2);
}
const city = makeCity({ seed: Number(seed), lineCount: Number(lines), publishedOn: '2026-09-01' });
for (const { path, bytes } of city.documents) {
  const file = join(folder, 'documents', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
writeFileSync(join(folder, 'city.json'), cityToJson(city));

const inZone = city.lines.filter(({ truth }) => truth.inZone).length;
console.log(
  `${city.name}: ${String(city.offices.length)} offices, ${String(city.lines.length)} lines ` +
    `(${String(inZone)} between the limits), ${String(city.documents.length)} documents in ${folder}`,
);
for (const [word, found] of Map.groupBy(city.lines, ({ truth }) => truth.verdict)) {
  console.log(`  ${word.padEnd(10)} ${String(found.length).padStart(5)}`);
}
