import type { Keeper } from '@everyline/domain';
import { sql } from 'kysely';

import type { KeeperStore } from '../../app/ports/store/keepers.ts';
import type { Database } from '../database.ts';

const columns = ['id', 'department_id', 'account_id', 'name', 'telephone', 'email'] as const;

interface Row {
  id: string;
  department_id: string;
  account_id: string | null;
  name: string;
  telephone: string | null;
  email: string | null;
}

export function toKeeper(row: Row): Keeper {
  return {
    id: row.id,
    departmentId: row.department_id,
    accountId: row.account_id,
    name: row.name,
    telephone: row.telephone,
    email: row.email,
  };
}

export function keeperRepository(db: Database): KeeperStore {
  const found = async (keeper: Keeper): Promise<Keeper | null> => {
    let wanted = db
      .selectFrom('keepers')
      .select(columns)
      .where('department_id', '=', keeper.departmentId)
      .where('account_id', 'is not distinct from', keeper.accountId);
    if (keeper.accountId === null) {
      wanted = wanted
        .where('name', '=', keeper.name)
        .where('telephone', 'is not distinct from', keeper.telephone)
        .where('email', 'is not distinct from', keeper.email);
    }
    const row = await wanted.executeTakeFirst();
    return row ? toKeeper(row) : null;
  };
  return {
    ensure: async (keeper) => {
      const known = await found(keeper);
      if (known !== null) return known;
      await db
        .insertInto('keepers')
        .values({
          id: keeper.id,
          department_id: keeper.departmentId,
          account_id: keeper.accountId,
          name: keeper.name,
          telephone: keeper.telephone,
          email: keeper.email,
          created_at_ms: keeper.createdAtMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await found(keeper)) ?? keeper;
    },
    byId: async (id) => {
      const row = await db
        .selectFrom('keepers')
        .select(columns)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toKeeper(row) : null;
    },
    named: async (departmentId) =>
      (
        await db
          .selectFrom('keepers as k')
          .select(columns)
          .where('k.department_id', '=', departmentId)
          .where('k.account_id', 'is', null)
          .where(sql<boolean>`exists (select 1 from lines l where l.keeper_id = k.id)`)
          .orderBy('k.name')
          .orderBy('k.id')
          .execute()
      ).map(toKeeper),
    assign: async (lineIds, keeperId) => {
      await db
        .updateTable('lines')
        .set({ keeper_id: keeperId })
        .where(sql<boolean>`id = any(${[...lineIds]}::uuid[])`)
        .execute();
    },
  };
}
