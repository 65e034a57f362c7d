import { join, resolve } from 'node:path';

import type { ServerRole } from '../store/server-lock.ts';
import { AppFault } from '../app/faults.ts';

/** What the environment and the command line settle before anything is opened. */
export interface Config {
  readonly root: string;
  readonly data: string;
  /** A PostgreSQL of the operator's own; absent: the embedded one in the data directory. */
  readonly databaseUrl: string | undefined;
  /** The key that seals recordings and secrets, hexadecimal; absent: the key file. */
  readonly key: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Where people open the console, when a proxy stands before it. */
  readonly publicUrl: string | undefined;
  /** Hosts inside the own network that sources may be fetched from (`portal.intranet`, `10.1.2.3:8080`). */
  readonly allowedHosts: readonly string[];
  /** LibreOffice, which reads old office documents. */
  readonly officeProgram: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Reads the configuration; throws `wrong_usage` with the name of what is wrong. */
export function readConfig(
  environment: Environment,
  given: {
    readonly root: string;
    readonly cwd: string;
    readonly data?: string | undefined;
    readonly port?: string | undefined;
    readonly host?: string | undefined;
  },
): Config {
  const level = environment['EVERYLINE_LOG'] ?? 'warn';
  const logLevel = logLevels.find((known) => known === level);
  if (!logLevel) throw wrong(`EVERYLINE_LOG is one of ${logLevels.join(', ')}`);
  const databaseUrl = environment['EVERYLINE_DATABASE_URL'];
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw wrong('EVERYLINE_DATABASE_URL begins with postgres://');
  }
  const publicUrl = environment['EVERYLINE_PUBLIC_URL'];
  if (publicUrl !== undefined && !URL.canParse(publicUrl)) {
    throw wrong('EVERYLINE_PUBLIC_URL is an address such as https://everyline.example');
  }
  const data = given.data ?? environment['EVERYLINE_DATA'];
  return {
    root: given.root,
    data: data === undefined ? join(given.root, 'data') : resolve(given.cwd, data),
    databaseUrl,
    key: environment['EVERYLINE_KEY'],
    host: given.host ?? environment['EVERYLINE_HOST'] ?? '127.0.0.1',
    port: portOf(given.port ?? environment['EVERYLINE_PORT'] ?? '8080'),
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    allowedHosts: (environment['EVERYLINE_ALLOWED_HOSTS'] ?? '')
      .split(/[\s,]+/)
      .filter((host) => host !== ''),
    officeProgram: environment['EVERYLINE_OFFICE'] ?? 'soffice',
    logLevel,
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw wrong(`a port is a number from 0 to 65535, not ${text}`);
  return port;
}

/** The roles that `--role` names; `all` is every one of them. */
export function rolesOf(text: string): readonly ServerRole[] {
  switch (text) {
    case 'all':
      return ['web', 'voice', 'worker'];
    case 'web':
    case 'voice':
    case 'worker':
      return [text];
    default:
      throw wrong(`--role is all, web, voice or worker, not ${text}`);
  }
}

function wrong(detail: string): AppFault {
  return new AppFault('wrong_usage', { detail, command: 'serve' });
}
