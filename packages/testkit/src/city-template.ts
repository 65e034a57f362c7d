import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folderVariable = 'EVERYLINE_TEST_TEMPLATE';

/**
 * Made once for all tests, before the first: the data directory of a city with its tables and nothing else. A copy of it
 * is there in a tenth of the time that a database takes to be made; without it each test makes its own.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['EVERYLINE_TEST_DATABASE_URL']) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'everyline-template-'));
  const main = resolve(import.meta.dirname, '../../server/src/main.ts');
  const data = join(folder, 'data');
  // Whatever opens a city makes it; this command looks at its empty log.
  const open = () =>
    run(process.execPath, [main, 'audit', 'verify'], {
      env: { ...process.env, EVERYLINE_DATA: data, EVERYLINE_LOG: 'silent' },
    });
  await open();
  // On a busy machine the command's own connections may still be seen when it ends: then its database runs on, and
  // every copy would take that one for its own.
  for (let more = 0; more < 5 && existsSync(join(data, 'database', 'postmaster.pid')); more += 1) {
    await open();
  }
  if (existsSync(join(data, 'database', 'postmaster.pid'))) {
    throw new Error(`the database of ${data} does not stop: its copies would be one city`);
  }
  process.env[folderVariable] = data;
  return () => rm(folder, { recursive: true, force: true });
}

/** Begins a data directory as a copy of the template, with the owners of its files, if there is one. */
export async function beginFromTemplate(data: string): Promise<void> {
  const template = process.env[folderVariable];
  if (template !== undefined) await run('cp', ['-a', template, data]);
}
