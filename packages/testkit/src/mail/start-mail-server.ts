import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { requireDebianFile } from '../debian-package.ts';

/** A letter as it has arrived, read by Python's library. */
export interface ArrivedLetter {
  readonly from: string;
  readonly to: readonly string[];
  readonly encrypted: boolean;
  /** By their names in lower case, decoded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sender: string;
  readonly text: string;
  /** What is wrong with it in the eyes of the library. */
  readonly defects: readonly string[];
}

export interface RunningMailServer {
  readonly port: number;
  /** Those that have come since it was last asked; waits for the first. */
  arrived(): Promise<ArrivedLetter[]>;
  stop(): Promise<void>;
}

/** Python's module aiosmtpd, installed first where we may; null after a warning that names what is skipped. */
export function requireMailServer(): Promise<string | null> {
  return requireDebianFile('/usr/lib/python3/dist-packages/aiosmtpd', 'python3-aiosmtpd');
}

/**
 * A mail server of somebody else's on loopback: STARTTLS and a sign-in are asked for; `gone@` is refused for good, and
 * `later@` for now.
 */
export async function startMailServer(setting: {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly name: string;
  readonly password: string;
}): Promise<RunningMailServer> {
  const { certificateFile, keyFile, name, password } = setting;
  const program = join(import.meta.dirname, 'mail-server.py');
  const child = spawn('/usr/bin/python3', [program, certificateFile, keyFile, name, password], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let letters: ArrivedLetter[] = [];
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<number>((done, fail) => {
    lines.once('line', (line) => {
      lines.on('line', (letter) => letters.push(JSON.parse(letter) as ArrivedLetter));
      done(Number(line));
    });
    child.once('exit', () => fail(new Error('the mail server has ended')));
  });
  return {
    port,
    arrived: async () => {
      if (letters.length === 0) await once(lines, 'line');
      const come = letters;
      letters = [];
      return come;
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
