/**
 * `npm test [-- vitest arguments]`: all tests. What a test needs beside npm's packages is installed
 * first where that is allowed (root with apt-get, unless EVERYLINE_INSTALL=no); the rest says what it skips.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';

const root = join(import.meta.dirname, '..');

const wanted = [
  { command: 'sipp', debianPackage: 'sip-tester' },
  { command: 'chromium', debianPackage: 'chromium' },
  { command: 'pg_lsclusters', debianPackage: 'postgresql' },
  { command: 'espeak-ng', debianPackage: 'espeak-ng' },
] as const;

function vitest(args: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [program, 'run', ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'test' },
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}

if (process.env['EVERYLINE_INSTALL'] !== 'no') {
  for (const { command, debianPackage } of wanted) {
    await requireDebianCommand(command, debianPackage);
  }
}

const given = process.argv.slice(2);
if (given.length > 0) process.exit(await vitest(given));

// One after the other: tests over sockets measure time, and unit tests would take the processors from them.
const unit = await vitest(['--project', 'unit']);
const integration = await vitest(['--project', 'integration']);
process.exit(unit === 0 ? integration : unit);
