import { sql } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type { SpotRoundStore } from '../../app/ports/store/spot-rounds.ts';
import type { Database } from '../database.ts';
import { lineIsFree, selectTasks, toTask, undone } from './spot-task-rows.ts';

type Work = Pick<
  SpotRoundStore,
  'ofTester' | 'free' | 'take' | 'drop' | 'task' | 'hold' | 'finish' | 'counts'
>;

/** Whose the line is, for what a scope may take. */
function inScope(scope: Scope) {
  return scope === 'all'
    ? sql<boolean>`true`
    : sql<boolean>`(select l.department_id from lines l where l.id = t.line_id) = any(${[...scope]}::uuid[])`;
}

/** A PostgreSQL error of a unique index. */
function isTaken(fault: unknown): boolean {
  return (fault as { code?: unknown } | null)?.code === '23505';
}

/** What testers have to call and take. */
export function spotWork(db: Database): Work {
  return {
    ofTester: async (testerId, limit) =>
      (
        await selectTasks(db)
          .where('t.tester_id', '=', testerId)
          .where(undone)
          .orderBy('r.drawn_at_ms')
          .orderBy('t.position')
          .limit(limit)
          .execute()
      ).map(toTask),
    free: async (scope, limit) =>
      (
        await selectTasks(db)
          .where('t.tester_id', 'is', null)
          .where(undone)
          .where(lineIsFree)
          .where(inScope(scope))
          .orderBy('r.drawn_at_ms')
          .orderBy('t.position')
          .limit(limit)
          .execute()
      ).map(toTask),
    take: async (taskId, tester, atMs) => {
      try {
        const result = await db
          .updateTable('spot_tasks')
          .set({ tester_id: tester.id, tester_name: tester.name, taken_at_ms: atMs })
          .where('id', '=', taskId)
          .where('tester_id', 'is', null)
          .where('spot_check_id', 'is', null)
          .where('dropped', 'is', null)
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      } catch (fault) {
        // The same line of another round was taken at the same moment.
        if (isTaken(fault)) return false;
        throw fault;
      }
    },
    drop: async (taskId, reason) => {
      await db
        .updateTable('spot_tasks')
        .set({ dropped: reason })
        .where('id', '=', taskId)
        .where('spot_check_id', 'is', null)
        .execute();
    },
    task: async (id) => {
      const row = await selectTasks(db).where('t.id', '=', id).executeTakeFirst();
      return row ? toTask(row) : null;
    },
    hold: async (id) => {
      await db.selectFrom('spot_tasks').select('id').where('id', '=', id).forUpdate().execute();
    },
    finish: async (taskId, spotCheckId) => {
      await db
        .updateTable('spot_tasks')
        .set({ spot_check_id: spotCheckId, dropped: null })
        .where('id', '=', taskId)
        .execute();
    },
    counts: async (testerId, scope) => {
      const { rows } = await sql<{ done: number; left: number; free: number }>`
        select count(*) filter (where t.tester_id = ${testerId} and t.spot_check_id is not null) as done,
          count(*) filter (where t.tester_id = ${testerId} and ${undone}) as left,
          count(*) filter (where t.tester_id is null and ${undone} and ${lineIsFree} and ${inScope(scope)}) as free
        from spot_tasks t join spot_rounds r on r.id = t.round_id where r.state = 'running'`.execute(
        db,
      );
      return rows[0] ?? { done: 0, left: 0, free: 0 };
    },
  };
}
