import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { freeTcpPort } from '@everyline/testkit';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { machine } from '../../bindings/machine.ts';
import { openStore, type OpenStore } from '../open-store.ts';
import { embeddedBinaries, type PostgresBinaries } from './binaries.ts';

const main = resolve(import.meta.dirname, '../../main.ts');

let folder = '';
let data = '';
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-cluster-'));
  // Closed to others like a home directory: PostgreSQL runs as another user when we are root.
  await chmod(folder, 0o700);
  data = join(folder, 'data');
});
afterEach(async () => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  // Whatever a test left running is adopted and stopped.
  await (await open()).close();
  await rm(folder, { recursive: true, force: true });
});

function open(binaries?: PostgresBinaries): Promise<OpenStore> {
  return openStore({
    ...(binaries && { binaries }),
    data,
    databaseUrl: undefined,
    name: 'test',
    maxConnections: 2,
    clock: machine.clock,
    random: machine.random,
    machine,
  });
}

/** Starts `everyline`; what it says is collected, and `ended` resolves with its exit status. */
function everyline(args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args, '--lang', 'en'], {
    env: { ...process.env, EVERYLINE_DATA: data, EVERYLINE_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  return { child, ended, said: () => said };
}

/** Looks past our own opening and closing, which would adopt and stop the database by itself. */
async function holdsRole(): Promise<boolean> {
  const text = await readFile(join(data, 'connection.json'), 'utf8').catch(() => null);
  if (text === null) return false;
  const client = new pg.Client(JSON.parse(text) as pg.ClientConfig);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ held: string }>(
      "select count(*) as held from pg_locks where locktype = 'advisory' and classid = 716003",
    );
    return Number(rows[0]?.held ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A worker has no screens to build; it runs when it holds its role. */
async function serveWorker() {
  const server = everyline(['serve', '--role', 'worker']);
  for (;;) {
    if (server.child.exitCode !== null) throw new Error(`the server ended: ${server.said()}`);
    if (await holdsRole()) return server;
    await machine.clock.wait(50);
  }
}

describe('the database of a data directory', () => {
  it('comes up from nothing, is stopped by its last user, and comes up again with what was kept', async () => {
    const first = await open();
    expect(first.adopted).toBe(false);
    await first.store.departments.insert({
      id: '00000000-0000-7000-8000-000000000001',
      parentId: null,
      name: '市政府',
      areaCode: null,
      code: null,
      createdAtMs: 1,
    });
    const second = await open();
    expect(second.adopted).toBe(true);
    await first.close();
    // Still used by the second.
    expect(await second.store.departments.all()).toHaveLength(1);
    await second.close();
    await expect(readFile(join(data, 'database', 'postmaster.pid'))).rejects.toThrow('ENOENT');
    const third = await open();
    expect(third.adopted).toBe(false);
    expect(await third.store.departments.all()).toMatchObject([{ name: '市政府' }]);
    await third.close();
  });

  it('serves commands beside the server, and refuses a second server in one sentence', async () => {
    const server = await serveWorker();
    const command = everyline(['audit', 'verify', '--json']);
    expect(await command.ended).toBe(0);
    expect(JSON.parse(command.said())).toMatchObject({ intact: true });
    const second = everyline(['serve', '--role', 'all', '--port', '0']);
    expect(await second.ended).toBe(2);
    expect(second.said()).toBe(
      `everyline: A server is already running on the data directory ${data}. Stop it first, or choose another directory with --data.\n`,
    );
    expect(server.child.exitCode).toBeNull();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    await expect(readFile(join(data, 'database', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('is adopted by the next start after kill -9 of the server', async () => {
    const server = await serveWorker();
    server.child.kill('SIGKILL');
    await server.ended;
    expect(await readFile(join(data, 'database', 'postmaster.pid'), 'utf8')).not.toBe('');
    const next = await serveWorker();
    await expect.poll(() => next.said(), { timeout: 10_000 }).toContain('Took over the database');
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
  });

  it('is started again when it was itself killed, whatever its files say', async () => {
    const server = await serveWorker();
    server.child.kill('SIGKILL');
    await server.ended;
    const pidFile = await readFile(join(data, 'database', 'postmaster.pid'), 'utf8');
    process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
    await machine.clock.wait(500);
    const next = await serveWorker();
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
  });

  it('is started anew where it runs and cannot be reached, as on a machine too busy to answer', async () => {
    const real = await embeddedBinaries(machine);
    if (real === null) throw new Error('there is no packaged PostgreSQL for this machine');
    const elsewhere = await mkdtemp(join(tmpdir(), 'everyline-pg-ctl-'));
    await chmod(elsewhere, 0o777);
    const pgCtl = join(elsewhere, 'pg_ctl');
    const startedOnce = join(elsewhere, 'started');
    // At its first start the database listens to another port than the one it was given.
    const script = [
      '#!/bin/sh',
      `if [ "$1" = start ] && [ ! -e ${startedOnce} ]; then`,
      `  touch ${startedOnce}`,
      '  for word; do',
      '    shift',
      `    set -- "$@" "$(printf %s "$word" | sed 's/ port=[0-9]*/ port=${await freeTcpPort()}/')"`,
      '  done',
      'fi',
      `exec ${real.pgCtl} "$@"`,
    ];
    await writeFile(pgCtl, `${script.join('\n')}\n`, { mode: 0o755 });
    const opened = await open({ ...real, pgCtl });
    expect(await readFile(startedOnce, 'utf8')).toBe('');
    expect(await opened.store.departments.all()).toEqual([]);
    await opened.close();
    await rm(elsewhere, { recursive: true });
  });

  it('refuses a database that another major version made, and says where to look', async () => {
    await (await open()).close();
    await writeFile(join(data, 'database', 'PG_VERSION'), '14\n');
    const refused = everyline(['audit', 'verify']);
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain('was made by PostgreSQL 14');
    await writeFile(join(data, 'database', 'PG_VERSION'), '18\n');
  });
});
