import { sql } from 'kysely';

import type { CaseSystemStore, StoredCaseSystem } from '../../app/ports/store/case-systems.ts';
import type { Database } from '../database.ts';

function valuesOf(system: StoredCaseSystem) {
  return {
    name: system.name,
    side: system.side,
    department_id: system.departmentId,
    secret_sealed: system.secretSealed,
    url_sealed: system.urlSealed,
    address: system.address,
    sends_own: system.sendsOwn,
    enabled: system.enabled,
    created_at_ms: system.createdAtMs,
  };
}

export function caseSystemRepository(db: Database): CaseSystemStore {
  const select = () => db.selectFrom('case_systems').selectAll().orderBy('name');
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const toSystem = (row: Row): StoredCaseSystem => ({
    id: row.id,
    name: row.name,
    side: row.side as StoredCaseSystem['side'],
    departmentId: row.department_id,
    secretSealed: row.secret_sealed,
    urlSealed: row.url_sealed,
    address: row.address,
    sendsOwn: row.sends_own,
    enabled: row.enabled,
    createdAtMs: row.created_at_ms,
  });
  return {
    all: async () => (await select().execute()).map(toSystem),
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toSystem(row) : null;
    },
    insert: async (system) => {
      await db
        .insertInto('case_systems')
        .values({ id: system.id, ...valuesOf(system) })
        .execute();
    },
    update: async (system) => {
      await db
        .updateTable('case_systems')
        .set(valuesOf(system))
        .where('id', '=', system.id)
        .execute();
    },
    delete: async (id) => {
      await db
        .updateTable('deliveries')
        .set({
          state: 'given_up',
          claimed_until_ms: null,
          failure: JSON.stringify({ code: 'target_gone', detail: '' }),
        })
        .where('case_system_id', '=', id)
        .where('state', '=', 'waiting')
        .execute();
      await db.deleteFrom('case_systems').where('id', '=', id).execute();
    },
    hold: async (id) => {
      await db.selectFrom('case_systems').select('id').where('id', '=', id).forUpdate().execute();
    },
    standing: async () => {
      const rows = await db
        .selectFrom('deliveries')
        .select(['case_system_id'])
        .select((eb) => [
          eb.fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
          eb.fn.max('sent_at_ms').as('last'),
        ])
        .where('case_system_id', 'is not', null)
        .groupBy('case_system_id')
        .execute();
      return new Map(
        rows.map((row) => [
          row.case_system_id ?? '',
          { waiting: row.waiting, lastSentAtMs: row.last ?? null },
        ]),
      );
    },
    link: async ({ caseId, systemId, externalNumber, came }) => {
      await sql`insert into case_links (case_id, system_id, external_number, came)
        values (${caseId}, ${systemId}, ${externalNumber}, ${came})
        on conflict (case_id, coalesce(system_id::text, ''))
        do update set external_number = coalesce(case_links.external_number, excluded.external_number)`.execute(
        db,
      );
    },
    linksOf: async (caseId) =>
      (await db.selectFrom('case_links').selectAll().where('case_id', '=', caseId).execute()).map(
        (row) => ({
          caseId: row.case_id,
          systemId: row.system_id,
          externalNumber: row.external_number,
          came: row.came,
        }),
      ),
    caseOf: async (systemId, externalNumber) =>
      (
        await db
          .selectFrom('case_links')
          .select('case_id')
          .where(sql<boolean>`coalesce(system_id::text, '') = ${systemId ?? ''}`)
          .where('external_number', '=', externalNumber)
          .executeTakeFirst()
      )?.case_id ?? null,
    useNonce: async (systemId, nonce, atMs, forgetBeforeMs) => {
      await db.deleteFrom('case_system_nonces').where('at_ms', '<', forgetBeforeMs).execute();
      const result = await db
        .insertInto('case_system_nonces')
        .values({ system_id: systemId, nonce, at_ms: atMs })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    beginUpdate: async (systemId, updateId, caseId, atMs) => {
      const result = await db
        .insertInto('case_system_updates')
        .values({ system_id: systemId, update_id: updateId, case_id: caseId, at_ms: atMs })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
  };
}
