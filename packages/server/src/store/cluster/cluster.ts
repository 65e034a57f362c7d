import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import pg from 'pg';

import { AppFault } from '../../app/faults.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Random } from '../../app/ports/random.ts';
import type { PostgresBinaries } from './binaries.ts';
import { readConnection, writeConnection, type Connection } from './connection-file.ts';
import { isRunning, withStartLock } from './start-lock.ts';
import type { RunAs } from './unprivileged.ts';

/** What a cluster needs from the machine. */
export interface ClusterOptions {
  /** The data directory; the database lies in its folder `database`. */
  readonly data: string;
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs;
  readonly clock: Clock;
  readonly random: Random;
  readonly pid: number;
  /** False only in tests that do not test durability. */
  readonly durable: boolean;
}

const applicationPrefix = 'everyline';
const databaseName = 'everyline';

/**
 * Small settings for one city on one machine: with 40 connections of which a dozen are used it stays
 * under 150 MB (bench memory). Parallel query and JIT cost memory and help no query of ours.
 */
const settings = [
  'shared_buffers=32MB',
  'max_connections=60',
  'work_mem=4MB',
  'maintenance_work_mem=32MB',
  'effective_cache_size=256MB',
  'max_wal_size=256MB',
  'min_wal_size=64MB',
  'wal_compression=on',
  'autovacuum_max_workers=1',
  'max_worker_processes=2',
  'max_parallel_workers=0',
  'max_parallel_workers_per_gather=0',
  'max_logical_replication_workers=0',
  'max_wal_senders=0',
  'wal_level=minimal',
  'jit=off',
  'huge_pages=off',
  'log_min_messages=warning',
  'log_checkpoints=off',
  'timezone=UTC',
];

/**
 * Makes sure that the database of a data directory runs: makes it on the first start, adopts one
 * that a killed server left running, restarts one that does not answer. `release` stops it when no
 * other process of ours uses it.
 */
export async function openCluster(
  options: ClusterOptions,
): Promise<{ connection: Connection; adopted: boolean; release: () => Promise<void> }> {
  await mkdir(options.data, { recursive: true });
  const lock = join(options.data, 'database.lock');
  const by = { pid: options.pid, clock: options.clock };
  const place = placeOf(options);
  const opened = await withStartLock(lock, by, () => adoptOrStart(options, place));
  return {
    ...opened,
    release: () =>
      withStartLock(lock, by, async () => {
        if ((await othersConnected(opened.connection)) === 0) await stop(options, place);
      }),
  };
}

interface Place {
  readonly directory: string;
  readonly log: string;
  readonly connectionFile: string;
}

/** With growing waits between them: eighteen seconds in all. */
const startAttempts = 9;
/** A database that has just started on a busy machine may be so long in answering. */
const firstAnswerMs = 20_000;

function placeOf(options: ClusterOptions): Place {
  const directory = join(options.data, 'database');
  return {
    directory,
    log: join(directory, 'everyline.log'),
    connectionFile: join(options.data, 'connection.json'),
  };
}

async function adoptOrStart(
  options: ClusterOptions,
  place: Place,
): Promise<{ connection: Connection; adopted: boolean }> {
  if (!(await exists(join(place.directory, 'PG_VERSION')))) await initialise(options, place);
  await refuseOtherMajor(options, place);
  const known = await readConnection(place.connectionFile);
  const pid = await runningPid(place);
  if (known && pid !== null) {
    const giveUpMs = options.clock.nowMs() + 20_000;
    do {
      if (await answers(known)) return { connection: known, adopted: true };
      await options.clock.wait(100);
    } while ((await runningPid(place)) === pid && options.clock.nowMs() < giveUpMs);
  }
  if ((await runningPid(place)) !== null) await stop(options, place);
  if (!known)
    throw new AppFault('database_start', {
      detail: `${place.connectionFile} is missing or damaged`,
      log: place.log,
    });
  for (let attempt = 1; ; attempt += 1) {
    const connection = { ...known, port: await freePort() };
    await writeConnection(place.connectionFile, connection);
    try {
      await start(options, place, connection.port);
      await makeDatabase(connection);
      return { connection, adopted: false };
    } catch (cause) {
      // One that runs and does not answer would keep every further one from starting.
      await stop(options, place);
      if (attempt === startAttempts)
        throw new AppFault('database_start', { detail: detailOf(cause), log: place.log });
      // The processes of a killed postmaster hold its shared memory until each has noticed.
      await options.clock.wait(attempt * 500);
    }
  }
}

/** Makes an empty database beside its place and moves it there whole: a kill leaves no half of one. */
async function initialise(options: ClusterOptions, place: Place): Promise<void> {
  const fresh = `${place.directory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const password = Array.from(options.random.bytes(24), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const passwordFile = join(fresh, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await mkdir(join(fresh, 'cluster'), { mode: 0o700 });
  await options.runAs.own(fresh);
  const localeFlags =
    options.binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C'];
  try {
    await program(options, options.binaries.initdb, [
      `--pgdata=${join(fresh, 'cluster')}`,
      '--username=everyline',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...localeFlags,
      ...(options.durable ? [] : ['--no-sync']),
    ]);
  } catch (cause) {
    throw new AppFault('database_start', { detail: detailOf(cause), log: place.log });
  }
  await writeConnection(place.connectionFile, {
    host: '127.0.0.1',
    port: 1,
    user: 'everyline',
    password,
    database: databaseName,
  });
  await rename(join(fresh, 'cluster'), place.directory);
  await rm(fresh, { recursive: true, force: true });
}

async function refuseOtherMajor(options: ClusterOptions, place: Place): Promise<void> {
  const written = (await readFile(join(place.directory, 'PG_VERSION'), 'utf8')).trim();
  if (written !== String(options.binaries.major)) {
    throw new AppFault('database_start', {
      detail: `${place.directory} was made by PostgreSQL ${written}, this is ${options.binaries.major}`,
      log: place.log,
    });
  }
}

async function start(options: ClusterOptions, place: Place, port: number): Promise<void> {
  const all = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    "unix_socket_directories=''",
    ...settings,
    ...(options.binaries.major >= 18 ? ['io_method=sync'] : []),
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  await program(options, options.binaries.pgCtl, [
    'start',
    '--wait',
    '--timeout=60',
    '--silent',
    `--pgdata=${place.directory}`,
    `--log=${place.log}`,
    `--options=${all.map((setting) => `-c ${setting}`).join(' ')}`,
  ]);
}

async function stop(options: ClusterOptions, place: Place): Promise<void> {
  if ((await runningPid(place)) === null) return;
  const stopBy = (mode: string) =>
    program(options, options.binaries.pgCtl, [
      'stop',
      '--wait',
      '--timeout=30',
      '--silent',
      `--mode=${mode}`,
      `--pgdata=${place.directory}`,
    ]);
  await stopBy('fast').catch(() => stopBy('immediate'));
}

/** Runs one of PostgreSQL's programs to its end; its own words are in the error when it fails. */
function program(options: ClusterOptions, path: string, args: readonly string[]): Promise<void> {
  const command = options.runAs.command(path, args);
  return new Promise((done, failed) => {
    const child = execFile(
      command.program,
      command.args,
      { cwd: options.data, env: { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TZ: 'UTC' } },
      (error, _stdout, stderr) => {
        if (error)
          failed(new Error(stderr.trim().split('\n').slice(-3).join(' ') || error.message));
      },
    );
    // The database inherits the pipes of pg_ctl, so that they close with it and not with pg_ctl.
    child.once('exit', (code) => {
      if (code !== 0) return;
      child.stdout?.destroy();
      child.stderr?.destroy();
      done();
    });
  });
}

async function runningPid(place: Place): Promise<number | null> {
  const text = await readFile(join(place.directory, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return pid > 0 && isRunning(pid) && (await isPostgres(pid)) ? pid : null;
}

/** Another program may have got the number of a killed one. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || command.includes('postgres');
}

async function answers(connection: Connection): Promise<boolean> {
  return withClient({ ...connection, database: 'postgres' }, async (client) => {
    await client.query('select 1');
    return true;
  }).catch(() => false);
}

async function makeDatabase(connection: Connection): Promise<void> {
  const make = async (client: pg.Client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [
      databaseName,
    ]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  };
  await withClient({ ...connection, database: 'postgres' }, make, firstAnswerMs);
}

async function othersConnected(connection: Connection): Promise<number> {
  return withClient(connection, async (client) => {
    const found = await client.query<{ others: string }>(
      `select count(*) as others from pg_stat_activity
       where application_name like $1 and pid <> pg_backend_pid()`,
      [`${applicationPrefix}:%`],
    );
    return Number(found.rows[0]?.others ?? 0);
  }).catch(() => 0);
}

async function withClient<T>(
  connection: Connection,
  work: (client: pg.Client) => Promise<T>,
  connectWithinMs = 3_000,
): Promise<T> {
  const client = new pg.Client({
    ...connection,
    connectionTimeoutMillis: connectWithinMs,
    application_name: 'everyline-cluster',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') found(address.port);
        else failed(new Error('no free port'));
      });
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function detailOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
