import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';
import type { BenchOptions } from './main.ts';

const host = '127.0.0.1';
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

interface Figures {
  readonly placed: number;
  readonly answered: number;
  readonly ended: number;
  readonly failed: number;
  readonly cpuMs: number;
  readonly heapMb: number;
}

interface Side {
  /** Calls that were set up and torn down. */
  readonly calls: number;
  readonly cpuMs: number;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, host, done));
  const { port } = socket.address();
  await new Promise<void>((done) => socket.close(done));
  return port;
}

/** The processor time of a process so far, user and system, in ms; null when it is gone. */
async function cpuMsOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** One of our parties in a process of its own. */
class Ours {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(words: readonly string[]) {
    const program = resolve(import.meta.dirname, 'sip-party.ts');
    this.#child = spawn(process.execPath, [program, ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const output = this.#child.stdout;
    if (output === null) throw new Error('the party has no output');
    this.#lines = createInterface({ input: output })[Symbol.asyncIterator]();
  }

  async port(): Promise<number> {
    return Number((await this.#lines.next()).value);
  }

  async report(): Promise<Figures> {
    this.#child.stdin?.write('report\n');
    return JSON.parse(String((await this.#lines.next()).value)) as Figures;
  }
}

/** A sipp with its processor time, watched until it ends by itself. */
function startSipp(
  sipp: string,
  words: readonly string[],
  cwd: string,
): { done: Promise<{ status: number | null; cpuMs: number }>; stop: () => void } {
  const child = spawn(sipp, [...words, '-i', host, '-nostdin', '-timeout', '60s'], {
    stdio: 'ignore',
    cwd,
  });
  let cpuMs = 0;
  let over = false;
  const done = new Promise<{ status: number | null; cpuMs: number }>((finished) => {
    child.once('exit', (status) => {
      over = true;
      finished({ status, cpuMs });
    });
  });
  const watch = async (): Promise<void> => {
    while (!over) {
      cpuMs = (await cpuMsOf(child.pid ?? 0)) ?? cpuMs;
      await wait(20);
    }
  };
  void watch();
  return { done, stop: () => child.kill('SIGKILL') };
}

/**
 * Call set-up and tear-down (INVITE, 180, 200, ACK, BYE, 200) as called and as calling party, beside sipp doing the
 * same in the same run: processor time for each call, which is what one core sustains. The rate doubles until a call
 * is not completed.
 */
export async function run({ flags }: BenchOptions): Promise<object> {
  const sipp = await requireDebianCommand('sipp', 'sip-tester');
  if (sipp === null) return { skipped: 'sipp is not installed' };
  const rate = Number(flags.rate ?? 300);
  const seconds = Number(flags.seconds ?? 10);
  const rounds = Number(flags.rounds ?? 3);
  const calls = rate * seconds;
  const folder = await mkdtemp(join(tmpdir(), 'everyline-bench-sip-'));
  const caller = (port: number, more: readonly string[] = []): readonly string[] => [
    ...['-sn', 'uac', `${host}:${port}`, '-r', String(rate), '-m', String(calls)],
    ...['-l', String(calls), ...more],
  ];

  const oursCalled = async (): Promise<Side> => {
    const party = new Ours(['called']);
    const far = startSipp(sipp, caller(await party.port()), folder);
    await far.done;
    const { ended, cpuMs } = await party.report();
    return { calls: ended, cpuMs };
  };
  const sippCalled = async (): Promise<{ called: Side; caller: Side }> => {
    const port = await freePort();
    const called = startSipp(sipp, ['-sn', 'uas', '-p', String(port), '-m', String(calls)], folder);
    await wait(300);
    const far = startSipp(sipp, caller(port), folder);
    const [near, calling] = await Promise.all([called.done, far.done]);
    return {
      called: { calls: near.status === 0 ? calls : 0, cpuMs: near.cpuMs },
      caller: { calls: calling.status === 0 ? calls : 0, cpuMs: calling.cpuMs },
    };
  };
  const oursCalling = async (): Promise<Side> => {
    const port = await freePort();
    const called = startSipp(sipp, ['-sn', 'uas', '-p', String(port), '-m', String(calls)], folder);
    await wait(300);
    const party = new Ours(['caller', String(port), String(rate), String(calls)]);
    await party.port();
    await Promise.race([called.done, wait((seconds + 20) * 1000)]);
    await wait(500);
    called.stop();
    const { ended, cpuMs } = await party.report();
    return { calls: ended, cpuMs };
  };

  try {
    const perCall = ({ calls: done, cpuMs }: Side): number => cpuMs / Math.max(1, done);
    const taken: Record<'oursCalled' | 'sippCalled' | 'oursCalling' | 'sippCalling', Side[]> = {
      oursCalled: [],
      sippCalled: [],
      oursCalling: [],
      sippCalling: [],
    };
    for (let round = 0; round < rounds; round += 1) {
      taken.oursCalled.push(await oursCalled());
      const both = await sippCalled();
      taken.sippCalled.push(both.called);
      taken.sippCalling.push(both.caller);
      taken.oursCalling.push(await oursCalling());
    }
    const median = (sides: readonly Side[]): number =>
      sides.map(perCall).toSorted((a, b) => a - b)[Math.floor(sides.length / 2)] ?? Number.NaN;
    const cost = {
      oursCalled: median(taken.oursCalled),
      sippCalled: median(taken.sippCalled),
      oursCalling: median(taken.oursCalling),
      sippCalling: median(taken.sippCalling),
    };
    const complete = Object.values(taken).every((sides) =>
      sides.every((side) => side.calls === calls),
    );
    const asCalled = cost.sippCalled / cost.oursCalled;
    const asCaller = cost.sippCalling / cost.oursCalling;
    const rounded = (value: number): number => Math.round(value * 1000) / 1000;
    return {
      ok: complete && asCalled >= 0.5,
      rate,
      callsARound: calls,
      rounds,
      complete,
      cpuMsPerCall: Object.fromEntries(
        Object.entries(cost).map(([name, value]) => [name, rounded(value)]),
      ),
      callsASecondOfACore: Object.fromEntries(
        Object.entries(cost).map(([name, value]) => [name, Math.round(1000 / value)]),
      ),
      ratioAsCalled: rounded(asCalled),
      ratioAsCaller: rounded(asCaller),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
