import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { installedAsterisk } from '../packages/testkit/src/asterisk/install-asterisk.ts';
import { startAsterisk } from '../packages/testkit/src/asterisk/start-asterisk.ts';
import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';
import type { BenchOptions } from './main.ts';
import { callFloor } from './sip-floor.ts';
import { cpuMsOf, freePort, host, pin, Reporter, startSipp, type Side } from './sip-processes.ts';

const party = resolve(import.meta.dirname, 'sip-party.ts');
const floorChild = resolve(import.meta.dirname, 'sip-floor-child.ts');

/** Rounds of one side, the first of which is for compilers and caches and does not count. */
interface Taken {
  readonly oursCalled: Side[];
  readonly oursWithoutLadders: Side[];
  readonly sippCalled: Side[];
  readonly asteriskCalled: Side[];
  readonly floor: Side[];
  readonly oursCalling: Side[];
  readonly sippCalling: Side[];
}

/**
 * Call set-up and tear-down (INVITE, 180, 200, ACK, BYE, 200) as called and as calling party, beside sipp and, where its
 * folder is there, Asterisk doing the same in the same run, each on one processor: processor time for each call, which
 * is what one core sustains. `floor` is what node:dgram alone takes for as many datagrams of those sizes.
 * `--rate 300 --seconds 10 --rounds 3`; `--profile FOLDER` leaves a CPU profile of our called party there.
 */
export async function run({ flags }: BenchOptions): Promise<object> {
  const sipp = await requireDebianCommand('sipp', 'sip-tester');
  if (sipp === null) return { skipped: 'sipp is not installed' };
  const rate = Number(flags['rate'] ?? 300);
  const rounds = Number(flags['rounds'] ?? 3);
  const calls = rate * Number(flags['seconds'] ?? 10);
  const profile = flags['profile'];
  const folder = await mkdtemp(join(tmpdir(), 'everyline-bench-sip-'));
  const bench = new SipBench(sipp, folder, rate, calls);
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const ours = new Reporter(party, ['called'], profiling);
  const lean = new Reporter(party, ['called', '--no-ladders']);
  const bare = new Reporter(floorChild, []);
  const root = installedAsterisk();
  const asterisk = root === null ? null : await startAsterisk(root, { dialPlan: answersAll });
  if (asterisk !== null) pin(asterisk.pid);
  const sippPort = await freePort();
  const caller = new Reporter(party, ['caller', String(sippPort)]);
  await caller.port();
  try {
    const [oursPort, leanPort, barePort] = [
      await ours.port(),
      await lean.port(),
      await bare.port(),
    ];
    const taken: Taken = {
      oursCalled: [],
      oursWithoutLadders: [],
      sippCalled: [],
      asteriskCalled: [],
      floor: [],
      oursCalling: [],
      sippCalling: [],
    };
    for (let round = 0; round <= rounds; round += 1) {
      taken.oursCalled.push(await bench.called(ours, oursPort));
      taken.oursWithoutLadders.push(await bench.called(lean, leanPort));
      await bare.report();
      await callFloor(barePort, rate, calls);
      taken.floor.push(await bare.reportOf(calls));
      const both = await bench.sippCalled(await freePort());
      taken.sippCalled.push(both.called);
      taken.sippCalling.push(both.caller);
      if (asterisk !== null)
        taken.asteriskCalled.push(await bench.calledProcess(asterisk.pid, asterisk.port));
      taken.oursCalling.push(await bench.calling(caller, sippPort));
    }
    return figures(taken, { rate, calls, rounds });
  } finally {
    await Promise.all([ours.end(), lean.end(), bare.end(), caller.end(), asterisk?.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

const answersAll = [
  'exten => _.,1,Ringing()',
  'exten => _.,n,Answer()',
  'exten => _.,n,Wait(30)',
] as const;

/** One round of each sort. */
class SipBench {
  readonly #sipp: string;
  readonly #folder: string;
  readonly #rate: number;
  readonly #calls: number;

  constructor(sipp: string, folder: string, rate: number, calls: number) {
    this.#sipp = sipp;
    this.#folder = folder;
    this.#rate = rate;
    this.#calls = calls;
  }

  /** A party of ours as called by sipp. */
  async called(ours: Reporter, port: number): Promise<Side> {
    await ours.report();
    await this.#caller(port).done;
    return ours.reportOf(this.#calls);
  }

  /** Any other process as called by sipp. */
  async calledProcess(pid: number, port: number): Promise<Side> {
    const before = (await cpuMsOf(pid)) ?? 0;
    const { calls } = await this.#caller(port).done;
    const cpuMs = ((await cpuMsOf(pid)) ?? before) - before;
    return { calls, cpuMs };
  }

  async sippCalled(port: number): Promise<{ called: Side; caller: Side }> {
    const answerer = this.#answerer(port);
    await wait(300);
    const [called, caller] = await Promise.all([answerer.done, this.#caller(port).done]);
    return { called, caller };
  }

  /** A party of ours that calls a sipp. */
  async calling(ours: Reporter, port: number): Promise<Side> {
    const called = this.#answerer(port);
    await wait(300);
    await ours.report();
    ours.tell(`call ${this.#rate} ${this.#calls}`);
    await Promise.race([called.done, wait((this.#calls / this.#rate + 20) * 1000)]);
    called.stop();
    return ours.reportOf(this.#calls);
  }

  #caller(port: number): ReturnType<typeof startSipp> {
    const count = String(this.#calls);
    const words = [
      '-sn',
      'uac',
      `${host}:${port}`,
      '-r',
      String(this.#rate),
      '-m',
      count,
      '-l',
      count,
    ];
    return startSipp(1, this.#sipp, words, this.#folder);
  }

  #answerer(port: number): ReturnType<typeof startSipp> {
    const words = ['-sn', 'uas', '-p', String(port), '-m', String(this.#calls)];
    return startSipp(0, this.#sipp, words, this.#folder);
  }
}

function figures(
  taken: Taken,
  { rate, calls, rounds }: { rate: number; calls: number; rounds: number },
): object {
  const counted = Object.entries(taken)
    .map(([name, sides]): [string, readonly Side[]] => [name, (sides as Side[]).slice(1)])
    .filter(([, sides]) => sides.length > 0);
  const complete = counted.every(([, sides]) => sides.every((side) => side.calls === calls));
  const cost = new Map(counted.map(([name, sides]) => [name, median(sides)]));
  const ratio = (other: string, own: string): number | null => {
    const [theirs, ours] = [cost.get(other), cost.get(own)];
    return theirs === undefined || ours === undefined ? null : rounded(theirs / ours);
  };
  const asCalled = ratio('sippCalled', 'oursCalled') ?? 0;
  const overAsterisk = ratio('asteriskCalled', 'oursCalled');
  return {
    ok: complete && asCalled >= 0.5 && (overAsterisk ?? 2) > 1,
    rate,
    callsARound: calls,
    rounds,
    complete,
    // Beside other work of the machine sipp gives calls up; what they cost then says little.
    completed: Object.fromEntries(
      counted.map(([name, sides]) => [name, sides.map((side) => side.calls)]),
    ),
    asterisk: overAsterisk === null ? 'not installed' : 'measured',
    cpuMsPerCall: Object.fromEntries([...cost].map(([name, value]) => [name, rounded(value)])),
    callsASecondOfACore: Object.fromEntries(
      [...cost].map(([name, value]) => [name, Math.round(1000 / value)]),
    ),
    ratioAsCalled: asCalled,
    ratioAsCalledWithoutLadders: ratio('sippCalled', 'oursWithoutLadders'),
    ratioAsCaller: ratio('sippCalling', 'oursCalling'),
    ratioToAsterisk: overAsterisk,
    ratioToFloor: ratio('floor', 'oursCalled'),
  };
}

function median(sides: readonly Side[]): number {
  const costs = sides
    .map(({ calls, cpuMs }) => cpuMs / Math.max(1, calls))
    .toSorted((a, b) => a - b);
  return costs[Math.floor(costs.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
