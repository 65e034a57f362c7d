import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDebianCommand } from '../debian-package.ts';
import { answersOn } from './answers.ts';
import { kamailioConfig, type KamailioSetting } from './kamailio-config.ts';

/** A Kamailio that is up. */
export interface RunningKamailio {
  /** What it has logged so far. */
  log(): string;
  /** Ends it with its children and removes its folder. */
  stop(): Promise<void>;
}

/** What else a Kamailio needs: Debian has TLS and WebSocket in packages of their own. */
const extras = [
  { when: ({ tls }: KamailioSetting) => tls !== undefined, debianPackage: 'kamailio-tls-modules' },
  {
    when: ({ webSocket }: KamailioSetting) => webSocket === true,
    debianPackage: 'kamailio-websocket-modules',
  },
];

/** The path of Kamailio, installed first where we may; null after a warning that names what is skipped. */
export function requireKamailio(): Promise<string | null> {
  return requireDebianCommand('kamailio', 'kamailio');
}

/**
 * Starts Kamailio as registrar and proxy in a folder of its own and waits until it listens; rejects with its log when
 * it does not come up within 20 s.
 */
export async function startKamailio(
  program: string,
  setting: KamailioSetting,
): Promise<RunningKamailio> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-kamailio-'));
  const file = join(folder, 'kamailio.cfg');
  await writeFile(file, kamailioConfig(setting));
  const words = ['-f', file, '-DD', '-E', '-m', '32', '-M', '4', '-Y', folder, '-w', folder];
  // A group of its own, so that its children end with it even when it cannot end them itself.
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let log = '';
  let ended = false;
  const exit = new Promise<void>((done) => {
    child.once('exit', () => {
      ended = true;
      done();
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = `${log}${text}`.slice(-200_000);
  });
  const endGroup = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody of the group is left.
    }
  };
  const stop = async (): Promise<void> => {
    if (!ended) child.kill('SIGTERM');
    const late = setTimeout(endGroup, 3000);
    await exit;
    clearTimeout(late);
    endGroup();
    await rm(folder, { recursive: true, force: true });
  };
  for (let waitedMs = 0; waitedMs < 20_000 && !ended; waitedMs += 100) {
    const up = await Promise.all(setting.listen.map((socket) => answersOn(socket, 100)));
    if (up.every(Boolean)) return { log: () => log, stop };
    await new Promise((done) => setTimeout(done, 50));
  }
  await stop();
  const hints = extras
    .filter(({ when }) => when(setting))
    .map(({ debianPackage }) => debianPackage);
  const needs = hints.length === 0 ? '' : ` (it also needs ${hints.join(', ')})`;
  throw new Error(`Kamailio did not come up${needs}:\n${log}`);
}
