import { sql } from 'kysely';

import type { BusyLine, ReckonedStore } from '../../app/ports/store/reckoned.ts';
import type { Database } from '../database.ts';

/** How many rows one statement writes, and how many lines are seen to at once. */
const portion = 1_000;

export function reckonedRepository(db: Database): ReckonedStore {
  const standOf = (what: 'plans' | 'proposals') =>
    db.selectFrom('reckonings').selectAll().where('what', '=', what).executeTakeFirst();
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
    dropPlans: async (lineIds) => {
      if (lineIds.length === 0) return;
      await sql`delete from reckoned_plans where line_id = any(${[...lineIds]}::uuid[])`.execute(
        db,
      );
    },
    busyLines: async (scope) => {
      const within =
        scope === 'all' ? sql`true` : sql`l.department_id = any(${[...scope]}::uuid[])`;
      const { rows: counts } = await sql<{ lines: number; called: number }>`
        select count(*) as lines, count(*) filter (where (r.met ->> 'probes')::integer > 0) as called
        from lines l left join reckoned_plans r on r.line_id = l.id
        where l.state = 'active' and ${within}`.execute(db);
      const { rows } = await sql<{
        id: string;
        dialled: string;
        area_code: string | null;
        extension: string | null;
        department_id: string | null;
        owner: string | null;
        met: BusyLine['met'];
        needed: BusyLine['needed'];
      }>`
        select l.id, l.dialled, l.area_code, l.extension, l.department_id, l.owner, r.met, r.plan -> 'needed' as needed
        from lines l join reckoned_plans r on r.line_id = l.id
        where l.state = 'active' and (r.met ->> 'busy')::integer > 0 and ${within}
        order by l.id`.execute(db);
      return {
        lines: counts[0]?.lines ?? 0,
        called: counts[0]?.called ?? 0,
        busy: rows.map((row) => ({
          line: {
            id: row.id,
            number: { dialled: row.dialled, areaCode: row.area_code, extension: row.extension },
            departmentId: row.department_id,
            owner: row.owner,
          },
          met: row.met,
          needed: row.needed,
        })),
      };
    },
    plansStand: async () => {
      const row = await standOf('plans');
      if (!row) return null;
      const { rows } = await sql<{
        due: boolean;
      }>`select exists (select from plans_due) as due`.execute(db);
      return { atMs: row.at_ms, isDue: rows[0]?.due ?? false };
    },
    plansDue: async () => {
      const { rows } = await sql<{ line_id: string; mark_ids: number[] }>`
        with taken as (
          select line_id, array_agg(id) as mark_ids from plans_due group by line_id order by min(id) limit ${portion})
        select l.id as line_id, s.mark_ids
        from taken s join lines k on k.id = s.line_id join lines l on l.ledger_key = k.ledger_key`.execute(
        db,
      );
      return {
        markIds: [...new Set(rows.flatMap((row) => row.mark_ids.map(Number)))],
        lineIds: [...new Set(rows.map((row) => row.line_id))],
      };
    },
    plansSeen: async (markIds, atMs) => {
      await sql`delete from plans_due where id = any(${[...markIds]}::bigint[])`.execute(db);
      await db
        .insertInto('reckonings')
        .values({ what: 'plans', at_ms: atMs })
        .onConflict((conflict) => conflict.column('what').doUpdateSet({ at_ms: atMs }))
        .execute();
    },

    proposalsStand: async () => {
      const row = await standOf('proposals');
      return row ? { atMs: row.at_ms, isDue: row.asked > row.answered, asked: row.asked } : null;
    },
    putProposals: async (atMs, proposals, asked) => {
      await db.deleteFrom('reckoned_proposals').execute();
      for (let from = 0; from < proposals.length; from += portion) {
        const values = proposals.slice(from, from + portion).map((proposal, at) => ({
          key: proposal.key,
          position: from + at,
          kind: proposal.kind,
          department_id: proposal.departmentId,
          line_ids: [...proposal.lineIds],
          numbers_now: proposal.effect.numbers.now,
          numbers_then: proposal.effect.numbers.then,
          proposal: JSON.stringify(proposal),
        }));
        await db.insertInto('reckoned_proposals').values(values).execute();
      }
      await db
        .insertInto('reckonings')
        .values({ what: 'proposals', at_ms: atMs, asked, answered: asked })
        .onConflict((conflict) =>
          conflict.column('what').doUpdateSet({ at_ms: atMs, answered: asked }),
        )
        .execute();
    },
    proposalsAreDue: async () => {
      await db
        .updateTable('reckonings')
        .set((eb) => ({ asked: eb('asked', '+', 1) }))
        .where('what', '=', 'proposals')
        .execute();
    },
  };
}
