import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';

const folder = join(import.meta.dirname, 'migrations');

/** All numbered migration files, by name; their numbers give the order. */
async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder))
    .filter((name) => /^\d{4}-[a-z0-9-]+\.ts$/.test(name))
    .sort();
  const migrations: Record<string, Migration> = {};
  for (const file of files) {
    migrations[file.replace(/\.ts$/, '')] = (await import(
      pathToFileURL(join(folder, file)).href
    )) as Migration;
  }
  return migrations;
}

/**
 * Brings the database to the newest tables, under a lock, so that two processes cannot do it at once.
 * Files of several authors are numbered by hundreds; a lower number may arrive after a higher one.
 */
export async function migrateToLatest<T>(db: Kysely<T>): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw error instanceof Error ? error : new Error(`migration failed: ${JSON.stringify(error)}`);
  }
  return (results ?? []).map((result) => result.migrationName);
}
