/**
 * `npm test [-- vitest arguments]`: all tests. What a test needs beside npm's packages is installed
 * first where that is allowed (root with apt-get, unless EVERYLINE_INSTALL=no); the rest says what it skips.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { requireAsterisk } from '../packages/testkit/src/asterisk/install-asterisk.ts';
import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';

const root = join(import.meta.dirname, '..');

const wanted = [
  { command: 'sipp', debianPackage: 'sip-tester' },
  { command: 'chromium', debianPackage: 'chromium' },
  { command: 'pg_lsclusters', debianPackage: 'postgresql' },
  { command: 'espeak-ng', debianPackage: 'espeak-ng' },
  { command: 'kamailio', debianPackage: 'kamailio' },
  { command: 'ffmpeg', debianPackage: 'ffmpeg' },
  { command: 'openssl', debianPackage: 'openssl' },
  { command: 'rtpengine', debianPackage: 'rtpengine-daemon' },
  { command: 'baresip', debianPackage: 'baresip-core' },
  { command: 'debootstrap', debianPackage: 'debootstrap' },
] as const;

/** What a run of vitest counted, and its exit status. */
interface Counted {
  readonly status: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

async function vitest(args: readonly string[]): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-tests-'));
  const file = join(folder, 'report.json');
  const status = await runVitest([
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const text = await readFile(file, 'utf8').catch(() => null);
  await rm(folder, { recursive: true, force: true });
  if (text === null) return { status: status === 0 ? 1 : status, passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(text) as Report;
  // A file that could not even be loaded holds no failed test, yet failed.
  const failed = Math.max(report.numFailedTests, status === 0 ? 0 : 1);
  return {
    status,
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function runVitest(args: readonly string[]): Promise<number> {
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
  await requireAsterisk();
}

const given = process.argv.slice(2);
// One after the other: tests over sockets measure time, and unit tests would take the processors from them.
const runs: Counted[] =
  given.length > 0
    ? [await vitest(given)]
    : [await vitest(['--project', 'unit']), await vitest(['--project', 'integration'])];
const sum = (pick: (one: Counted) => number) => runs.reduce((total, one) => total + pick(one), 0);
const closing = `${sum((one) => one.passed)} passed, ${sum((one) => one.failed)} failed, ${sum((one) => one.skipped)} skipped`;
console.log(closing);
const kept = process.env['EVERYLINE_TEST_CLOSING'];
if (kept !== undefined) await writeFile(kept, `${closing}\n`);
process.exit(runs.find(({ status }) => status !== 0)?.status ?? 0);
