import { sql } from 'kysely';

import { AppFault } from '../app/faults.ts';
import type { Store } from '../app/ports/store.ts';
import type { Database } from './database.ts';
import { repositories } from './repositories.ts';
import { together } from './together.ts';

/** The store over PostgreSQL. A transaction that the database rolled back as the victim of a race is tried again. */
export function postgresStore(db: Database, nowMs: () => number): Store {
  return {
    ...repositories(db, nowMs),
    transaction: async (work) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db
            .transaction()
            .execute((within) =>
              together(within, (database) => work(repositories(database, nowMs))),
            );
        } catch (cause) {
          if (attempt === 3 || !isLostRace(cause)) throw cause;
        }
      }
    },
    ping: async () => {
      try {
        await sql`select 1`.execute(db);
      } catch {
        throw new AppFault('database_down');
      }
    },
  };
}

/** SQLSTATE 40001 serialization_failure and 40P01 deadlock_detected. */
function isLostRace(cause: unknown): boolean {
  const code = (cause as { code?: unknown } | null)?.code;
  return code === '40001' || code === '40P01';
}
