import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDebianCommand } from './debian-package.ts';

/** A baresip that is running. */
export interface RunningBaresip {
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

/**
 * Starts baresip with one account and no audio device: it says a tone of 440 Hz and hears into nothing. `commands`
 * are carried out one after the other at the start, e.g. `/dial sip:100@127.0.0.1:5060`.
 */
export async function startBaresip(
  program: string,
  setting: {
    readonly account: string;
    readonly port: number;
    readonly commands?: readonly string[];
    readonly config?: readonly string[];
  },
): Promise<RunningBaresip> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-baresip-'));
  // Of a setting that is given twice the first counts.
  const config = [
    ...(setting.config ?? []),
    `sip_listen 127.0.0.1:${setting.port}`,
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
