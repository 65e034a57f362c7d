import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

export const host = '127.0.0.1';
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

/** One side of a round: calls that were set up and torn down, and what they cost. */
export interface Side {
  readonly calls: number;
  readonly cpuMs: number;
}

export async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, host, done));
  const { port } = socket.address();
  await new Promise<void>((done) => socket.close(done));
  return port;
}

/** The processor time of a process so far, user and system, in ms; null when it is gone. */
export async function cpuMsOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) * tickMs;
}

const mayPin = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0;

/** A command on one processor: 0 for what is measured, 1 for who calls it; anywhere where there is but one. */
export function pinned(core: 0 | 1, command: string, words: readonly string[]): [string, string[]] {
  return mayPin ? ['taskset', ['-c', String(core), command, ...words]] : [command, [...words]];
}

/** Keeps a process that runs already, and all its threads, on the processor of what is measured. */
export function pin(pid: number): void {
  if (mayPin) spawnSync('taskset', ['-a', '-p', '-c', '0', String(pid)]);
}

/** A program of ours in a process of its own, which says its port and reports when it is asked. */
export class Reporter {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string, words: readonly string[], nodeWords: readonly string[] = []) {
    const all = [...nodeWords, program, ...words];
    this.#child = spawn(...pinned(0, process.execPath, all), {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const output = this.#child.stdout;
    if (output === null) throw new Error('the party has no output');
    this.#lines = createInterface({ input: output })[Symbol.asyncIterator]();
  }

  async port(): Promise<number> {
    return Number((await this.#lines.next()).value);
  }

  tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** What it has done since the last report. */
  async report(): Promise<Side> {
    this.tell('report');
    const { ended, cpuMs } = JSON.parse(String((await this.#lines.next()).value)) as {
      ended: number;
      cpuMs: number;
    };
    return { calls: ended, cpuMs };
  }

  /** The same once so many calls have ended, for which it has another ten seconds: a loaded machine lags behind. */
  async reportOf(wanted: number): Promise<Side> {
    let { calls, cpuMs } = await this.report();
    for (let tries = 0; calls < wanted && tries < 40; tries += 1) {
      await wait(250);
      const more = await this.report();
      calls += more.calls;
      cpuMs += more.cpuMs;
    }
    return { calls, cpuMs };
  }

  async end(): Promise<void> {
    const ended = new Promise((done) => this.#child.once('exit', done));
    this.#child.stdin?.end();
    await ended;
  }
}

/** A sipp with its processor time, watched until it ends by itself. */
export function startSipp(
  core: 0 | 1,
  sipp: string,
  words: readonly string[],
  cwd: string,
): { done: Promise<Side>; stop: () => void } {
  sipps += 1;
  const statistics = join(cwd, `${sipps}.csv`);
  const counting = ['-trace_stat', '-stf', statistics, '-fd', '60s'];
  const all = [...words, '-i', host, '-nostdin', '-timeout', '60s', ...counting];
  const child = spawn(...pinned(core, sipp, all), { stdio: 'ignore', cwd });
  let cpuMs = 0;
  const watching = setInterval(() => {
    void cpuMsOf(child.pid ?? 0).then((spent) => {
      cpuMs = spent ?? cpuMs;
    });
  }, 20);
  const done = new Promise<void>((ended) => child.once('exit', ended)).then(async () => {
    clearInterval(watching);
    return { calls: await successesIn(statistics), cpuMs };
  });
  return { done, stop: () => child.kill('SIGKILL') };
}

let sipps = 0;

/** The calls that a sipp counts as successful in the last line of its statistics. */
async function successesIn(file: string): Promise<number> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).trim().split('\n');
  const column = lines[0]?.split(';').indexOf('SuccessfulCall(C)') ?? -1;
  return Number(lines.at(-1)?.split(';')[column] ?? 0);
}
