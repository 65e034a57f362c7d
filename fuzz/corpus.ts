import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, 'corpus');

function fileOf(target: string): string {
  return resolve(folder, `${target}.txt`);
}

/** The kept inputs of a target, each a line of base64; none where there is no such file yet. */
export async function readCorpus(target: string): Promise<Uint8Array[]> {
  const text = await readFile(fileOf(target), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Uint8Array.from(Buffer.from(line, 'base64')));
}

/** Writes the kept inputs of a target, the shortest first, so that a difference can be read. */
export async function writeCorpus(target: string, inputs: readonly Uint8Array[]): Promise<void> {
  const lines = inputs.map((bytes) => Buffer.from(bytes).toString('base64'));
  const sorted = [...new Set(lines)].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  await mkdir(dirname(fileOf(target)), { recursive: true });
  await writeFile(fileOf(target), `${sorted.join('\n')}\n`);
}
