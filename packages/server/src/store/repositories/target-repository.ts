import type { Language } from '@everyline/contract';
import type { NewsKind, TargetKind } from '@everyline/domain';

import type { StoredTarget, TargetStore } from '../../app/ports/store/telling.ts';
import type { Database } from '../database.ts';

function valuesOf(target: StoredTarget) {
  return {
    kind: target.kind,
    name: target.name,
    address: target.address,
    url_sealed: target.urlSealed,
    secret_sealed: target.secretSealed,
    department_id: target.departmentId,
    kinds: [...target.kinds],
    language: target.language,
    enabled: target.enabled,
    created_at_ms: target.createdAtMs,
  };
}

export function targetRepository(db: Database): TargetStore {
  const select = () => db.selectFrom('telling_targets').selectAll().orderBy('name');
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const toTarget = (row: Row): StoredTarget => ({
    id: row.id,
    kind: row.kind as TargetKind,
    name: row.name,
    address: row.address,
    urlSealed: row.url_sealed,
    secretSealed: row.secret_sealed,
    departmentId: row.department_id,
    kinds: row.kinds as NewsKind[],
    language: row.language as Language,
    enabled: row.enabled,
    createdAtMs: row.created_at_ms,
  });
  return {
    all: async () => (await select().execute()).map(toTarget),
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toTarget(row) : null;
    },
    insert: async (target) => {
      await db
        .insertInto('telling_targets')
        .values({ id: target.id, ...valuesOf(target) })
        .execute();
    },
    update: async (target) => {
      await db
        .updateTable('telling_targets')
        .set(valuesOf(target))
        .where('id', '=', target.id)
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
        .where('target_id', '=', id)
        .where('state', '=', 'waiting')
        .execute();
      await db.deleteFrom('telling_targets').where('id', '=', id).execute();
    },
    standing: async () => {
      const rows = await db
        .selectFrom('deliveries')
        .select(['target_id'])
        .select((eb) => [
          eb.fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
          eb.fn.max('sent_at_ms').as('last'),
        ])
        .where('target_id', 'is not', null)
        .groupBy('target_id')
        .execute();
      return new Map(
        rows.map((row) => [
          row.target_id ?? '',
          { waiting: row.waiting, lastSentAtMs: row.last ?? null },
        ]),
      );
    },
  };
}
