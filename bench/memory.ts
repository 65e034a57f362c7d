import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Line } from '@everyline/domain';
import { startExchangeThread } from '@everyline/exchange/node';

import { newId } from '../packages/server/src/app/new-id.ts';
import { defaultCity } from '../packages/server/src/app/settings/default-city.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import type { BenchOptions } from './main.ts';
import { measureImport } from './memory-import.ts';

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'packages', 'server', 'src', 'main.ts');
/** As scripts/everyline.mjs starts the program, and this benchmark. */
const nodeFlags = process.execArgv;
const kilobytesInMb = 1024;

/**
 * Resident memory: the idle server and its database with 10,000 lines, a call in progress, and the
 * import of a csv of 500 MB. Linux only, because the kernel's own figures are read.
 */
export async function run(options: BenchOptions): Promise<object> {
  const only = options.flags['only'];
  const wanted = (part: string) => only === undefined || only === part;
  const idle = wanted('idle') ? await measureIdle(Number(options.flags['lines'] ?? '10000')) : null;
  const calls = wanted('calls') ? await measureCalls(100) : null;
  const csvMb = Number(options.flags['csv-mb'] ?? '500');
  const imported = wanted('import') ? await measureImport({ csvMb }) : null;
  return {
    ok:
      (idle === null || (idle.serverMb <= 300 && idle.databaseMb <= 150)) &&
      (calls === null || calls.perCallMb <= 1) &&
      (imported === null || imported.addedMb <= 150),
    limits: { serverMb: 300, databaseMb: 150, perCallMb: 1, importAddedMb: 150 },
    idle,
    calls,
    import: imported,
  };
}

interface IdleMemory {
  readonly lines: number;
  readonly serverMb: number;
  readonly databaseMb: number;
  readonly databaseProcesses: number;
}

/** A server with all roles on a city of so many lines, half a minute after its start. */
async function measureIdle(lines: number): Promise<IdleMemory> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-idle-'));
  const data = join(folder, 'data');
  try {
    await settle(data, lines);
    const server = spawn(process.execPath, [...nodeFlags, program, 'serve', '--port', '0'], {
      cwd: root,
      env: { ...process.env, EVERYLINE_DATA: data, EVERYLINE_ROOT: root },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await firstLine(server);
      await machine.clock.wait(30_000);
      const pid = server.pid ?? 0;
      const database = await databasePids(join(data, 'database'));
      const sizes = await Promise.all(database.map(proportionalKb));
      return {
        lines,
        serverMb: Math.round((await residentKb(pid)) / kilobytesInMb),
        databaseMb: Math.round(sizes.reduce((sum, kb) => sum + kb, 0) / kilobytesInMb),
        databaseProcesses: database.length,
      };
    } finally {
      server.kill('SIGTERM');
      await new Promise((done) => server.once('exit', done));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function settle(data: string, count: number): Promise<void> {
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data });
  const city = await openCity(config, 'bench');
  const { context } = city;
  try {
    await context.store.settings.saveCity(
      defaultCity({ name: '测试市', areaCode: '028', language: 'zh-CN' }),
    );
    const lines = Array.from({ length: count }, (_, n): Line => ({
      id: newId(context),
      number: { dialled: `+8628${60_000_000 + n}`, areaCode: null, extension: null },
      numberType: 'geographic',
      departmentId: null,
      owner: `第${n % 400}政务服务中心`,
      services: ['咨询', '受理'],
      purpose: 'enquiry',
      hours: '周一至周五 9:00-12:00, 13:30-17:00',
      tier: 'B',
      seats: null,
      sample: false,
      state: 'active',
      createdAtMs: context.clock.nowMs(),
    }));
    await context.store.lines.insert(lines);
  } finally {
    await city.close();
  }
}

function firstLine(server: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    server.stdout?.once('data', () => done());
    server.once('exit', (code) => fail(new Error(`the server ended with ${code ?? 'a signal'}`)));
  });
}

async function residentKb(pid: number): Promise<number> {
  return field(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmRSS');
}

/** Proportional set size: memory that the database's processes share is counted once. */
async function proportionalKb(pid: number): Promise<number> {
  return field(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'), 'Pss');
}

function field(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN);
}

/** The postmaster of a data directory and its children. */
async function databasePids(directory: string): Promise<number[]> {
  const [first] = (await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n');
  const postmaster = Number(first);
  const pids = [postmaster];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent === postmaster) pids.push(Number(name));
  }
  return pids;
}

/** A phone in a process of its own with so many calls ringing at once, early media and all. */
async function measureCalls(count: number): Promise<{ calls: number; perCallMb: number }> {
  const number = '+8689961000000';
  const exchange = await startExchangeThread({
    port: 0,
    lines: [[number, { kind: 'no_answer', ringing: 'tone' }]],
    areaCode: '0899',
    seed: 'memory',
    channels: count + 10,
  });
  try {
    const { host, port } = exchange.address;
    const child = spawn(
      process.execPath,
      [
        ...nodeFlags,
        '--expose-gc',
        join(import.meta.dirname, 'memory-calls-child.ts'),
        host,
        String(port),
        String(count),
        number,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise<number | null>((done) => child.once('exit', done));
    if (code !== 0) throw new Error(`the calling process ended with ${code ?? 'a signal'}`);
    return JSON.parse(said) as { calls: number; perCallMb: number };
  } finally {
    await exchange.close();
  }
}
