import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');

/** A program of ours in a process of its own, and what it has said so far. */
export interface Program {
  readonly child: ChildProcess;
  readonly out: string[];
  readonly err: string[];
  /** Its exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  kill(): Promise<void>;
  stop(): Promise<number | NodeJS.Signals | null>;
}

export interface ProgramOptions {
  readonly data?: string;
  /** Moves its wall clock. */
  readonly clockShiftMs?: number;
  /** The file from which it reads a further step of its wall clock. */
  readonly clockStepFile?: string;
  readonly onLine?: (line: string) => void;
}

/** Starts `everyline ARGS…` from its sources, as the launcher does. */
export function startProgram(args: readonly string[], options: ProgramOptions = {}): Program {
  const preload = pathToFileURL(join(import.meta.dirname, 'shifted-clock.ts')).href;
  const main = join(root, 'packages', 'server', 'src', 'main.ts');
  const shifted = options.clockShiftMs !== undefined || options.clockStepFile !== undefined;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...(shifted ? ['--import', preload] : []),
      main,
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        LANG: 'en',
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        EVERYLINE_LOG: 'warn',
        EVERYLINE_PORT: '0',
        ...(options.data !== undefined && { EVERYLINE_DATA: options.data }),
        ...(options.clockShiftMs !== undefined && {
          EVERYLINE_TEST_CLOCK_SHIFT_MS: String(options.clockShiftMs),
        }),
        ...(options.clockStepFile !== undefined && {
          EVERYLINE_TEST_CLOCK_STEP_FILE: options.clockStepFile,
        }),
      },
    },
  );
  const out: string[] = [];
  const err: string[] = [];
  collect(child.stdout, out, options.onLine);
  collect(child.stderr, err);
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('close', (status, signal) => done(status ?? signal));
  });
  return {
    child,
    out,
    err,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function collect(
  stream: NodeJS.ReadableStream | null,
  lines: string[],
  onLine?: (line: string) => void,
): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      onLine?.(line);
    }
  });
}

/** Runs a command to its end; kills it after the time given. */
export async function runProgram(
  args: readonly string[],
  options: ProgramOptions = {},
  withinMs = 90_000,
): Promise<{ status: number | NodeJS.Signals | null; out: string[]; err: string[] }> {
  const program = startProgram(args, options);
  const timer = setTimeout(() => program.child.kill('SIGKILL'), withinMs);
  const status = await program.ended;
  clearTimeout(timer);
  return { status, out: program.out, err: program.err };
}

/** Waits until something is true; throws with `what` when it does not become so. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const giveUpMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > giveUpMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
