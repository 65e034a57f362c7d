import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type pg from 'pg';

import { AppFault } from '../app/faults.ts';
import { newId } from '../app/new-id.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { Random } from '../app/ports/random.ts';
import type { Store } from '../app/ports/store.ts';
import { embeddedBinaries, type Platform, type PostgresBinaries } from './cluster/binaries.ts';
import { openCluster } from './cluster/cluster.ts';
import { runAsUnprivileged } from './cluster/unprivileged.ts';
import { createDatabase, createPool, requireVersion, type Database } from './database.ts';
import { migrateToLatest } from './migrate.ts';
import { postgresStore } from './postgres-store.ts';

export interface StoreOptions {
  readonly data: string;
  readonly databaseUrl: string | undefined;
  /** Who uses it, for pg_stat_activity: `serve`, `verdicts`, … */
  readonly name: string;
  readonly maxConnections: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly machine: Platform & { readonly pid: number; readonly uid: number | undefined };
  /** Other binaries than npm's, in tests. */
  readonly binaries?: PostgresBinaries;
  readonly durable?: boolean;
}

export interface OpenStore {
  readonly store: Store;
  readonly db: Database;
  readonly connection: pg.ClientConfig;
  /** Names this data directory, also in a database that several share. */
  readonly dataId: string;
  /** True when the database of a killed server was found running. */
  readonly adopted: boolean;
  close(): Promise<void>;
}

/** Opens the city's store: starts or adopts its database, brings the tables up to date. */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  await mkdir(options.data, { recursive: true });
  const dataId = await readDataId(options);
  const { connection, adopted, release } = options.databaseUrl
    ? {
        connection: { connectionString: options.databaseUrl } satisfies pg.ClientConfig,
        adopted: false,
        release: () => Promise.resolve(),
      }
    : await openEmbedded(options);
  const pool = createPool(connection, { name: options.name, max: options.maxConnections });
  const db = createDatabase(pool);
  try {
    await requireVersion(pool);
    await migrateToLatest(db);
  } catch (cause) {
    await db.destroy();
    await release();
    if (options.databaseUrl !== undefined && isConnectionTrouble(cause))
      throw new AppFault('database_down');
    throw cause;
  }
  return {
    store: postgresStore(db, () => options.clock.nowMs()),
    db,
    connection,
    dataId,
    adopted,
    close: async () => {
      await db.destroy();
      await release();
    },
  };
}

async function openEmbedded(options: StoreOptions) {
  const { machine } = options;
  const binaries = options.binaries ?? (await embeddedBinaries(machine));
  if (!binaries) {
    throw new AppFault('database_start', {
      detail: `there is no packaged PostgreSQL for ${machine.os}-${machine.architecture}`,
      log: options.data,
    });
  }
  return openCluster({
    data: options.data,
    binaries,
    runAs: await runAsUnprivileged(machine.uid),
    clock: options.clock,
    random: options.random,
    pid: machine.pid,
    durable: options.durable ?? true,
  });
}

async function readDataId(options: StoreOptions): Promise<string> {
  const file = join(options.data, 'id');
  try {
    await writeFile(file, newId(options), { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  return (await readFile(file, 'utf8')).trim();
}

/** Node's codes for a database that is not there, and SQLSTATE 28 and 3D: refused, or no such database. */
function isConnectionTrouble(cause: unknown): boolean {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_|28|3D|57P)/.test(code);
}
