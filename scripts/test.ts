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

/** Runs vitest; `apart` keeps what it says until its end, because another one is speaking. */
async function vitest(args: readonly string[], apart = false): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-tests-'));
  const file = join(folder, 'report.json');
  const status = await runVitest(
    [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    apart,
  );
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

function runVitest(args: readonly string[], apart: boolean): Promise<number> {
  return new Promise((done) => {
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [program, 'run', ...args], {
      cwd: root,
      stdio: apart ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, NODE_ENV: 'test' },
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => said.push(chunk));
    }
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      done(code ?? 1);
    });
  });
}

if (process.env['EVERYLINE_INSTALL'] !== 'no') {
  for (const { command, debianPackage } of wanted) {
    await requireDebianCommand(command, debianPackage);
  }
  await requireAsterisk();
}

const given = process.argv.slice(2);
// Unit tests first: tests over sockets measure time, and the others would take the processors from them.
const runs: Counted[] =
  given.length > 0
    ? [await vitest(given)]
    : [
        await vitest(['--project', 'unit']),
        ...(await Promise.all([
          vitest(['--project', 'integration', '--project', 'journeys']),
          vitest(['--project', 'waiting'], true),
        ])),
      ];
const sum = (pick: (one: Counted) => number) => runs.reduce((total, one) => total + pick(one), 0);
const closing = `${sum((one) => one.passed)} passed, ${sum((one) => one.failed)} failed, ${sum((one) => one.skipped)} skipped`;
console.log(closing);
const kept = process.env['EVERYLINE_TEST_CLOSING'];
if (kept !== undefined) await writeFile(kept, `${closing}\n`);
process.exit(runs.find(({ status }) => status !== 0)?.status ?? 0);
