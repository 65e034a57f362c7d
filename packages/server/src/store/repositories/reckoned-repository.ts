import { sql } from 'kysely';

import type { ReckonedStore } from '../../app/ports/store/reckoned.ts';
import type { Database } from '../database.ts';

export function reckonedRepository(db: Database): ReckonedStore {
  return {
    plans: async (lineIds) =>
      (
        await db
          .selectFrom('reckoned_plans')
          .selectAll()
          .where(sql<boolean>`line_id = any(${[...lineIds]}::uuid[])`)
          .execute()
      ).map((row) => ({
        lineId: row.line_id,
        from: row.followed_from,
        met: row.met,
        plan: row.plan,
      })),
    putPlans: async (plans) => {
      if (plans.length === 0) return;
      await db
        .insertInto('reckoned_plans')
        .values(
          plans.map(({ lineId, from, met, plan }) => ({
            line_id: lineId,
            followed_from: from,
            met: JSON.stringify(met),
            plan: plan === null ? null : JSON.stringify(plan),
          })),
        )
        .onConflict((conflict) =>
          conflict.column('line_id').doUpdateSet((eb) => ({
            followed_from: eb.ref('excluded.followed_from'),
            met: eb.ref('excluded.met'),
            plan: eb.ref('excluded.plan'),
          })),
        )
        .execute();
    },
    proposals: async () => {
      const row = await db.selectFrom('reckoned_proposals').selectAll().executeTakeFirst();
      return row ? { atMs: row.at_ms, proposals: row.proposals, isDue: row.is_due } : null;
    },
    putProposals: async ({ atMs, proposals }) => {
      const values = { at_ms: atMs, proposals: JSON.stringify(proposals), is_due: false };
      await db
        .insertInto('reckoned_proposals')
        .values(values)
        .onConflict((conflict) => conflict.column('singleton').doUpdateSet(values))
        .execute();
    },
    proposalsAreDue: async () => {
      await db.updateTable('reckoned_proposals').set({ is_due: true }).execute();
    },
  };
}
