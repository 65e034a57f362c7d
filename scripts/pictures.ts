/** `npm run pictures`: brings the pictures of the guides up to date with the last run of the story. */
import { copyFileSync, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const shots = join(root, '.cache', 'console-screenshots');
const names = new Set(
  globSync('docs/guides/*.md', { cwd: root }).flatMap((guide) =>
    [...readFileSync(join(root, guide), 'utf8').matchAll(/images\/(story-[\w-]+\.png)/g)].map(
      ([, name]) => name ?? '',
    ),
  ),
);
const missing = [...names].filter((name) => !existsSync(join(shots, name)));
if (missing.length > 0) {
  console.error(
    `There is no ${missing.join(', ')} in ${shots}: run e2e/story.test.ts to its end first.`,
  );
  process.exitCode = 1;
} else {
  for (const name of names) copyFileSync(join(shots, name), join(root, 'docs', 'images', name));
}
