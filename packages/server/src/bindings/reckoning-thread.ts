import { workerData } from 'node:worker_threads';

import type pg from 'pg';

import { renewPlans } from '../app/capacity/renew-plans.ts';
import { renewProposals } from '../app/consolidation/renew-proposals.ts';
import type { Reckonable } from '../app/ports/reckoning.ts';
import { createDatabase, createPool } from '../store/database.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { machineClock } from './clock.ts';

/** What the thread is to reckon, and on which database. */
export interface ReckoningTask {
  readonly what: Reckonable;
  readonly connection: pg.ClientConfig;
  /** The city's time when it was asked. */
  readonly nowMs: number;
  /** Holds every plan against what it followed from. */
  readonly all: boolean;
}

const { what, connection, nowMs, all } = workerData as ReckoningTask;
/** Nobody else is served here, so that nobody has to be given a turn. */
const clock = { ...machineClock, nowMs: () => nowMs, wait: () => Promise.resolve() };
const db = createDatabase(createPool(connection, { name: 'reckoning', max: 2 }));
const store = postgresStore(db, clock.nowMs);
try {
  if (what === 'plans') await renewPlans({ store, clock }, { all });
  else await renewProposals({ store, clock });
} finally {
  await db.destroy();
}
