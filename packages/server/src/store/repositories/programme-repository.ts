import type { ProgrammeStore, StoredProgramme } from '../../app/ports/store/programmes.ts';
import type { Database } from '../database.ts';
import { liveCounts } from './live-counts.ts';
import { measureRepository } from './measure-repository.ts';
import { programmeDocumentRepository } from './programme-document-repository.ts';

export function programmeRepository(db: Database): ProgrammeStore {
  const select = () => rowsOf(db);
  return {
    ...measureRepository(db),
    ...programmeDocumentRepository(db),
    liveCounts: (nowMs, utcOffsetMinutes) => liveCounts(db, nowMs, utcOffsetMinutes),
    all: async () =>
      (await select().orderBy('created_at_ms', 'desc').orderBy('id', 'desc').execute()).map(
        toProgramme,
      ),
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toProgramme(row) : null;
    },
    insert: async (one) => {
      await db
        .insertInto('programmes')
        .values({
          id: one.id,
          name: one.name,
          description: one.description,
          department_id: one.departmentId,
          state: one.state,
          created_at_ms: one.createdAtMs,
          created_by: one.createdBy,
        })
        .execute();
    },
    update: async (id, change) => {
      if (Object.keys(change).length === 0) return;
      await db.updateTable('programmes').set(change).where('id', '=', id).execute();
    },
  };
}

const rowsOf = (db: Database) => db.selectFrom('programmes').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toProgramme(row: Row): StoredProgramme {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    departmentId: row.department_id,
    state: row.state as StoredProgramme['state'],
    createdAtMs: row.created_at_ms,
    createdBy: row.created_by,
  };
}
