import { sql } from 'kysely';

import type { OwnerStore, StoredOwnerLink } from '../../app/ports/store/owners.ts';
import type { Database } from '../database.ts';
import { keeperOfRow } from './own-line-query.ts';

type LinkStore = Pick<
  OwnerStore,
  'addLink' | 'withdrawLinks' | 'links' | 'linkByHash' | 'linkOf' | 'linkUsed'
>;

/** The personal links of keepers without an account. */
export function ownerLinkRepository(db: Database): LinkStore {
  const open = (nowMs: number) =>
    db
      .selectFrom('owner_links as w')
      .innerJoin('keepers as k', 'k.id', 'w.keeper_id')
      .innerJoin('departments as d', 'd.id', 'k.department_id')
      .select(['w.id', 'w.secret_sealed', 'w.created_at_ms', 'w.created_by', 'w.expires_at_ms'])
      .select(['w.used_at_ms', 'w.keeper_id', 'k.department_id as keeper_department'])
      .select(['k.account_id', 'k.name as keeper_name', 'k.telephone', 'k.email', 'd.name'])
      .select(
        sql<number>`(select count(*) from lines l where l.keeper_id = k.id
          and l.department_id = k.department_id and l.state = 'active')`.as('lines'),
      )
      .where('w.withdrawn_at_ms', 'is', null)
      .where('w.expires_at_ms', '>', nowMs);
  type Row = Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number];
  const toLink = (row: Row): StoredOwnerLink[] => {
    const keeper = keeperOfRow(row);
    if (keeper === null) return [];
    return [
      {
        id: row.id,
        keeper,
        departmentName: row.name,
        lines: row.lines,
        secretSealed: row.secret_sealed,
        createdAtMs: row.created_at_ms,
        createdBy: row.created_by,
        expiresAtMs: row.expires_at_ms,
        usedAtMs: row.used_at_ms,
      },
    ];
  };
  return {
    addLink: async (link) => {
      await db
        .insertInto('owner_links')
        .values({
          id: link.id,
          sha256: link.sha256,
          secret_sealed: link.secretSealed,
          keeper_id: link.keeperId,
          created_at_ms: link.createdAtMs,
          created_by: link.createdBy,
          expires_at_ms: link.expiresAtMs,
        })
        .execute();
    },
    withdrawLinks: async (which, atMs) => {
      const result = await db
        .updateTable('owner_links')
        .set({ withdrawn_at_ms: atMs })
        .where('withdrawn_at_ms', 'is', null)
        .$if('id' in which, (query) => query.where('id', '=', 'id' in which ? which.id : ''))
        .$if('keeperId' in which, (query) =>
          query.where('keeper_id', '=', 'keeperId' in which ? which.keeperId : ''),
        )
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    links: async (nowMs) =>
      (await open(nowMs).orderBy('d.name').orderBy('k.name').execute()).flatMap(toLink),
    linkByHash: async (sha256, nowMs) =>
      (await open(nowMs).where('w.sha256', '=', sha256).execute()).flatMap(toLink)[0] ?? null,
    linkOf: async (keeperId, nowMs) =>
      (await open(nowMs).where('w.keeper_id', '=', keeperId).execute()).flatMap(toLink)[0] ?? null,
    linkUsed: async (id, atMs) => {
      await db.updateTable('owner_links').set({ used_at_ms: atMs }).where('id', '=', id).execute();
    },
  };
}
