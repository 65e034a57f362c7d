import type { CitySettings, Policy, PolicyRules } from '@everyline/contract';

import type { SettingStore } from '../../app/ports/store/settings.ts';
import type { Database } from '../database.ts';

interface PolicyRow {
  id: string;
  name: string;
  rules: unknown;
  created_at_ms: number;
}

function toPolicy(row: PolicyRow): Policy {
  return {
    id: row.id,
    name: row.name,
    rules: row.rules as PolicyRules,
    createdAtMs: row.created_at_ms,
  };
}

export function settingRepository(db: Database): SettingStore {
  return {
    city: async () => {
      const row = await db
        .selectFrom('settings')
        .select('value')
        .where('key', '=', 'city')
        .executeTakeFirst();
      return row ? (row.value as CitySettings) : null;
    },
    saveCity: async (city) => {
      const value = JSON.stringify(city);
      await db
        .insertInto('settings')
        .values({ key: 'city', value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
    policies: async () =>
      (await db.selectFrom('policies').selectAll().orderBy('name').execute()).map(toPolicy),
    policy: async (id) => {
      const row = await db
        .selectFrom('policies')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toPolicy(row) : null;
    },
    insertPolicy: async (policy) => {
      await db
        .insertInto('policies')
        .values({
          id: policy.id,
          name: policy.name,
          rules: JSON.stringify(policy.rules),
          created_at_ms: policy.createdAtMs,
        })
        .execute();
    },
    updatePolicy: async (id, change) => {
      await db
        .updateTable('policies')
        .set({ name: change.name, rules: JSON.stringify(change.rules) })
        .where('id', '=', id)
        .execute();
    },
  };
}
