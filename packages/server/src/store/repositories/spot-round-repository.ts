import type { OutsideReason, SpotCheckCode, Tier } from '@everyline/domain';
import { sql } from 'kysely';

import type { SpotRoundStore } from '../../app/ports/store/spot-rounds.ts';
import type { Database } from '../database.ts';
import { toRound } from './spot-task-rows.ts';
import { spotWork } from './spot-work-repository.ts';

/** How many rows one statement writes. */
const portion = 1_000;

export function spotRoundRepository(db: Database): SpotRoundStore {
  const taskCount = (which: ReturnType<typeof sql<boolean>>) =>
    sql<number>`(select count(*) from spot_tasks t left join spot_checks s on s.id = t.spot_check_id
      where t.round_id = r.id and ${which})`;
  const rows = () =>
    db
      .selectFrom('spot_rounds as r')
      .leftJoin('departments as d', 'd.id', 'r.department_id')
      .selectAll('r')
      .select([
        'd.name as department_name',
        taskCount(sql`true`).as('sample'),
        taskCount(sql`t.spot_check_id is not null`).as('done'),
        taskCount(sql`t.dropped is not null`).as('dropped_lines'),
        taskCount(sql`s.code = '11'`).as('right_lines'),
      ]);
  const toRow = (row: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]) => ({
    ...toRound(row),
    departmentName: row.department_name,
    sample: row.sample,
    done: row.done,
    dropped: row.dropped_lines,
    right: row.right_lines,
  });
  return {
    ...spotWork(db),
    all: async () =>
      (await rows().orderBy('r.drawn_at_ms', 'desc').orderBy('r.id').execute()).map(toRow),
    byId: async (id) => {
      const row = await rows().where('r.id', '=', id).executeTakeFirst();
      return row ? toRow(row) : null;
    },
    insert: async (round, frame, tasks) => {
      await db
        .insertInto('spot_rounds')
        .values({
          id: round.id,
          name: round.name,
          state: round.state,
          department_id: round.departmentId,
          campaign_id: round.campaignId,
          tiers: [...round.tiers],
          level: round.level,
          size: round.size,
          seed: round.seed,
          drawn_at_ms: round.drawnAtMs,
          drawn_by: round.drawnBy,
          closed_at_ms: round.closedAtMs,
        })
        .execute();
      for (let from = 0; from < frame.length; from += portion) {
        const values = frame.slice(from, from + portion).map((line) => ({
          round_id: round.id,
          line_id: line.lineId,
          number_key: line.numberKey,
          department_id: line.departmentId,
          department: line.department,
          tier: line.tier,
          outside: line.outside,
        }));
        await db.insertInto('spot_round_lines').values(values).execute();
      }
      for (let from = 0; from < tasks.length; from += portion) {
        const values = tasks.slice(from, from + portion).map((task) => ({
          id: task.id,
          round_id: round.id,
          line_id: task.lineId,
          position: task.position,
          tester_id: task.tester?.id ?? null,
          tester_name: task.tester?.name ?? null,
          taken_at_ms: null,
          question_id: task.question?.id ?? null,
          question: task.question?.question ?? null,
          expected: task.question?.expected ?? null,
          spot_check_id: null,
          dropped: null,
        }));
        await db.insertInto('spot_tasks').values(values).execute();
      }
    },
    close: async (id, atMs) => {
      const closed = await db
        .updateTable('spot_rounds')
        .set({ state: 'closed', closed_at_ms: atMs })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      if (closed.numUpdatedRows === 0n) return false;
      await db
        .updateTable('spot_tasks')
        .set({ dropped: 'closed' })
        .where('round_id', '=', id)
        .where('spot_check_id', 'is', null)
        .where('dropped', 'is', null)
        .execute();
      return true;
    },
    frame: async (id) =>
      (
        await db
          .selectFrom('spot_round_lines as f')
          .leftJoin('spot_tasks as t', (join) =>
            join.onRef('t.round_id', '=', 'f.round_id').onRef('t.line_id', '=', 'f.line_id'),
          )
          .selectAll('f')
          .select('t.id as task_id')
          .where('f.round_id', '=', id)
          .orderBy('f.number_key')
          .execute()
      ).map((row) => ({
        lineId: row.line_id,
        numberKey: row.number_key,
        departmentId: row.department_id,
        department: row.department,
        tier: row.tier as Tier,
        outside: row.outside as OutsideReason | null,
        drawn: row.task_id !== null,
      })),
    frameCounts: async (id) => {
      const found = await sql<{
        department_id: string | null;
        department: string | null;
        tier: string;
        outside: string | null;
        lines: number;
        sample: number;
      }>`select f.department_id, f.department, f.tier, f.outside, count(*) as lines, count(t.id) as sample
        from spot_round_lines f left join spot_tasks t on t.round_id = f.round_id and t.line_id = f.line_id
        where f.round_id = ${id} group by f.department_id, f.department, f.tier, f.outside
        order by f.department nulls last, f.tier`.execute(db);
      return found.rows.map((row) => ({
        departmentId: row.department_id,
        department: row.department,
        tier: row.tier as Tier,
        outside: row.outside as OutsideReason | null,
        lines: row.lines,
        sample: row.sample,
      }));
    },
    testers: async (id) =>
      (
        await db
          .selectFrom('spot_tasks')
          .select('tester_id')
          .select([
            sql<string | null>`max(tester_name)`.as('tester_name'),
            sql<number>`count(*)`.as('sample'),
            sql<number>`count(spot_check_id)`.as('done'),
          ])
          .where('round_id', '=', id)
          .groupBy('tester_id')
          .orderBy(sql`max(tester_name) nulls last`)
          .execute()
      ).map((row) => ({
        tester:
          row.tester_id === null
            ? null
            : { id: row.tester_id, name: row.tester_name ?? row.tester_id },
        sample: row.sample,
        done: row.done,
      })),
    findings: async (id) =>
      (
        await db
          .selectFrom('spot_tasks as t')
          .innerJoin('spot_checks as s', 's.id', 't.spot_check_id')
          .innerJoin('lines as l', 'l.id', 't.line_id')
          .innerJoin('spot_round_lines as f', (join) =>
            join.onRef('f.round_id', '=', 't.round_id').onRef('f.line_id', '=', 't.line_id'),
          )
          .select(['t.line_id', 't.question', 'f.department_id', 'f.department', 'f.tier'])
          .select(['s.code', 's.answer_right', 's.checked_at_ms', 's.tester', 's.note'])
          .select(['l.dialled', 'l.area_code', 'l.extension'])
          .where('t.round_id', '=', id)
          .orderBy(sql`f.department nulls last`)
          .orderBy('f.tier')
          .orderBy('t.position')
          .execute()
      ).map((row) => ({
        lineId: row.line_id,
        number: { dialled: row.dialled, areaCode: row.area_code, extension: row.extension },
        departmentId: row.department_id,
        department: row.department,
        tier: row.tier as Tier,
        code: row.code as SpotCheckCode,
        answerRight: row.answer_right,
        checkedAtMs: row.checked_at_ms,
        tester: row.tester,
        note: row.note,
        question: row.question,
      })),
    linesInHand: async () => {
      await sql`lock table spot_tasks in share row exclusive mode`.execute(db);
      return new Set(
        (
          await db
            .selectFrom('spot_tasks')
            .select('line_id')
            .where('tester_id', 'is not', null)
            .where('spot_check_id', 'is', null)
            .where('dropped', 'is', null)
            .execute()
        ).map(({ line_id }) => line_id),
      );
    },
    reassign: async (id, fromTesterId, to) => {
      const from =
        fromTesterId === null
          ? sql<boolean>`t.tester_id is null and not exists (select 1 from spot_tasks o
              where o.line_id = t.line_id and o.tester_id is not null
              and o.spot_check_id is null and o.dropped is null)`
          : sql<boolean>`t.tester_id = ${fromTesterId}`;
      const result = await sql`update spot_tasks t
        set tester_id = ${to?.id ?? null}, tester_name = ${to?.name ?? null}, taken_at_ms = null
        where t.round_id = ${id} and t.spot_check_id is null and t.dropped is null and ${from}`.execute(
        db,
      );
      return Number(result.numAffectedRows ?? 0n);
    },
  };
}
