import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDebianCommand } from './debian-package.ts';

/** A baresip that is running. */
export interface RunningBaresip {
  /** Where it listens on loopback, over UDP and TCP. */
  readonly port: number;
  /** What it has written so far. */
  log(): string;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** Where Debian puts its modules, by architecture. */
const modulePath = '/usr/lib/baresip/modules';

/** The path of baresip, installed first where we may; null after a warning that names what is skipped. */
export function requireBaresip(): Promise<string | null> {
  return requireDebianCommand('baresip', 'baresip-core');
}

export interface BaresipSetting {
  readonly account: string;
  readonly commands?: readonly string[];
  readonly config?: readonly string[];
}

/** Another test may take a port between our look and its start. */
const attempts = 5;
const readyWithinMs = 20_000;

/**
 * Starts baresip with one account and no audio device: it says a tone of 440 Hz and hears into nothing. `commands`
 * are carried out one after the other at the start, e.g. `/dial sip:100@127.0.0.1:5060`.
 */
export async function startBaresip(
  program: string,
  setting: BaresipSetting,
): Promise<RunningBaresip> {
  for (let attempt = 1; ; attempt += 1) {
    const running = await startOnce(program, setting, await freePortPair());
    const untilMs = performance.now() + readyWithinMs;
    while (!running.log().includes('baresip is ready') && performance.now() < untilMs) {
      if (running.log().includes('Address already in use')) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    if (running.log().includes('baresip is ready')) return running;
    await running.stop();
    if (attempt === attempts) throw new Error(`baresip did not start:\n${running.log()}`);
  }
}

/** A port of loopback that is free for TCP, and the next one too: baresip takes that for TLS. */
async function freePortPair(): Promise<number> {
  for (;;) {
    const first = await listening(0);
    const port = first?.port ?? 0;
    const second = await listening(port + 1);
    await Promise.all([first?.close(), second?.close()]);
    if (first !== null && second !== null) return port;
  }
}

/** Listens on a port of loopback; null where it is taken. */
function listening(port: number): Promise<{ port: number; close(): Promise<void> } | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port was given');
      const close = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ port: address.port, close });
    });
  });
}

async function startOnce(
  program: string,
  setting: BaresipSetting,
  port: number,
): Promise<RunningBaresip> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-baresip-'));
  // Of a setting that is given twice the first counts.
  const config = [
    ...(setting.config ?? []),
    `sip_listen 127.0.0.1:${port}`,
    'call_local_timeout 120',
    'call_max_calls 4',
    'audio_source ausine,440',
    'audio_player aubridge,nothing',
    'audio_alert aubridge,nothing',
    'ausrc_srate 48000',
    'auplay_srate 8000',
    'ausrc_channels 2',
    'auplay_channels 1',
    'rtp_stats no',
    `module_path ${modulePath}`,
    ...['g711', 'ausine', 'aubridge'].map((name) => `module ${name}.so`),
    ...['account', 'menu'].map((name) => `module_app ${name}.so`),
    '',
  ].join('\n');
  await writeFile(join(folder, 'config'), config);
  await writeFile(join(folder, 'accounts'), `${setting.account}\n`);
  await writeFile(join(folder, 'contacts'), '');
  const words = ['-4', '-f', folder, '-n', '127.0.0.1', '-s'];
  for (const command of setting.commands ?? []) words.push('-e', command);
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log = `${log}${text}`.slice(-400_000);
    });
  }
  const exit = new Promise<void>((done) => {
    child.once('exit', () => {
      done();
    });
  });
  return {
    port,
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 2000);
      await exit;
      clearTimeout(late);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
