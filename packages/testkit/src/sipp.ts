import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { requireDebianCommand } from './debian-package.ts';
import { freeUdpPort } from './free-ports.ts';
import { sippScenario, type SippStep } from './sipp-script.ts';

/** How a sipp ended: its exit status, and what it found unexpected. */
export interface SippEnd {
  readonly status: number | null;
  readonly errors: string;
}

export interface RunningSipp {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  readonly done: Promise<SippEnd>;
}

export type Scenario = string | readonly SippStep[];

/** A started sipp whose port was taken by somebody else meanwhile is started again so often. */
const mostStarts = 5;

/** Plays scenarios by sipp on loopback: a stranger at the other end. */
export class Sipp {
  readonly #command: string;
  readonly #scenarios: string;
  readonly #folder: string;
  readonly #running = new Set<ChildProcess>();
  #runs = 0;

  private constructor(command: string, scenarios: string, folder: string) {
    this.#command = command;
    this.#scenarios = scenarios;
    this.#folder = folder;
  }

  /** For the scenarios of a folder; null, after a warning, when there is no sipp and none can be installed. */
  static async open(scenarios: string): Promise<Sipp | null> {
    const command = await requireDebianCommand('sipp', 'sip-tester');
    if (command === null) return null;
    return new Sipp(command, scenarios, await mkdtemp(join(tmpdir(), 'everyline-sipp-')));
  }

  /**
   * Plays a called party, which echoes sound where it is told to; resolves when it has its ports. A scenario is the
   * name of a file, or its steps.
   */
  async called(scenario: Scenario, { echoes = false } = {}): Promise<RunningSipp> {
    let end: SippEnd | null = null;
    for (let start = 0; start < mostStarts; start += 1) {
      const port = await freeUdpPort();
      const words = echoes ? ['-rtp_echo', '-mp', String(await freeUdpPort())] : [];
      const running = this.#start(await this.#file(scenario), port, words);
      end = await this.#untilListening(running);
      if (end === null) return running;
    }
    throw new Error(`sipp did not begin to listen: ${end?.errors ?? ''}`);
  }

  /** Plays a calling party toward an address. */
  async calling(
    scenario: Scenario,
    to: { readonly host: string; readonly port: number },
    words: readonly string[] = [],
  ): Promise<RunningSipp> {
    return this.#start(await this.#file(scenario), await freeUdpPort(), [
      ...words,
      `${to.host}:${to.port}`,
    ]);
  }

  /** Ends what still runs. */
  stop(): void {
    for (const child of this.#running) child.kill('SIGKILL');
    this.#running.clear();
  }

  async close(): Promise<void> {
    this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #file(scenario: Scenario): Promise<string> {
    if (typeof scenario === 'string') return join(this.#scenarios, `${scenario}.xml`);
    this.#runs += 1;
    const file = join(this.#folder, `scenario.${this.#runs}.xml`);
    await writeFile(file, sippScenario('steps', scenario));
    return file;
  }

  #start(file: string, port: number, words: readonly string[]): RunningSipp {
    this.#runs += 1;
    const errors = join(this.#folder, `errors.${this.#runs}.log`);
    const common = ['-i', '127.0.0.1', '-p', String(port), '-m', '1', '-nostdin'];
    const limits = ['-timeout', '30s', '-timeout_error', '-trace_err', '-error_file', errors];
    const child = spawn(this.#command, ['-sf', file, ...common, ...limits, ...words], {
      stdio: 'ignore',
      cwd: this.#folder,
    });
    this.#running.add(child);
    const done = new Promise<SippEnd>((finished) => {
      child.once('exit', (status) => {
        this.#running.delete(child);
        void readFile(errors, 'utf8').then(
          (text) => finished({ status, errors: text }),
          () => finished({ status, errors: '' }),
        );
      });
    });
    return { port, done };
  }

  /**
   * Null as soon as the port is open, or how sipp ended before. The kernel's table is asked: whoever tries to bind
   * the port himself may hold it in the very moment in which sipp wants it, and then waits for ever.
   */
  async #untilListening({ port, done }: RunningSipp): Promise<SippEnd | null> {
    let ended: SippEnd | null = null;
    void done.then((end) => {
      ended = end;
    });
    while (ended === null) {
      if (await isUdpPortOpen(port)) return null;
      await wait(10);
    }
    return ended;
  }
}

/** Whether somebody on this machine has a UDP port of IPv4. */
async function isUdpPortOpen(port: number): Promise<boolean> {
  const table = await readFile('/proc/net/udp', 'utf8');
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return new RegExp(`^\\s*\\d+: [0-9A-F]{8}:${hex} `, 'm').test(table);
}
