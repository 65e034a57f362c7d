import { callOutcomes, outcomeMeaning, type CallOutcome, type LineReport } from '@everyline/domain';
import { sql, type RawBuilder } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type {
  LineReportFilter,
  LineReportRow,
  LineReportStore,
} from '../../app/ports/store/line-reports.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

export function lineReportRepository(db: Database): LineReportStore {
  return {
    add: async (report, sender, day) => {
      const result = await db
        .insertInto('line_reports')
        .values({
          id: report.id,
          line_id: report.lineId,
          kind: report.kind,
          note: report.note,
          at_ms: report.atMs,
          day,
          sender,
          state: report.state,
          settled_at_ms: report.settledAtMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    countOf: async (sender, day) =>
      (
        await db
          .selectFrom('line_reports')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('sender', '=', sender)
          .where('day', '=', day)
          .executeTakeFirstOrThrow()
      ).count,
    waitingSinceMs: async (lineId) =>
      (
        await db
          .selectFrom('line_reports')
          .select((eb) => eb.fn.min('at_ms').as('since'))
          .where('line_id', '=', lineId)
          .where('state', '=', 'waiting')
          .executeTakeFirst()
      )?.since ?? null,
    waiting: async () =>
      (
        await db
          .selectFrom('line_reports')
          .select('line_id')
          .select((eb) => eb.fn.min('at_ms').as('since'))
          .where('state', '=', 'waiting')
          .groupBy('line_id')
          .execute()
      ).map((row) => ({ lineId: row.line_id, sinceMs: row.since })),
    settle: async (lineId, state, atMs) => {
      await db
        .updateTable('line_reports')
        .set({ state, settled_at_ms: atMs })
        .where('line_id', '=', lineId)
        .where('state', '=', 'waiting')
        .execute();
    },
    settleForPeople: async (lineId, state, checkedAtMs) => {
      await db
        .updateTable('line_reports')
        .set({ state, settled_at_ms: checkedAtMs })
        .where('line_id', '=', lineId)
        .where('state', '=', 'for_people')
        .where('at_ms', '<=', checkedAtMs)
        .execute();
    },
    page: (filter, scope, paging) => {
      const listed = () => narrowed(db, filter, scope);
      return pageOf(
        paging,
        listed().select((eb) => eb.fn.countAll<number>().as('total')),
        listed()
          .select(['r.id', 'r.line_id', 'r.kind', 'r.note', 'r.at_ms', 'r.state'])
          .select(['r.settled_at_ms', 'l.dialled', 'l.area_code', 'l.extension'])
          .select(['l.department_id', 'd.name as department_name', 'v.kind as verdict'])
          .select([callsSince(says).as('made'), callsSince(gotThrough).as('reached')])
          .orderBy('r.at_ms', 'desc')
          .orderBy('r.id'),
        (row) => ({
          id: row.id,
          lineId: row.line_id,
          kind: row.kind as LineReport['kind'],
          note: row.note,
          atMs: row.at_ms,
          state: row.state as LineReport['state'],
          settledAtMs: row.settled_at_ms,
          telephone: {
            dialled: row.dialled,
            areaCode: row.area_code,
            extension: row.extension,
          },
          departmentId: row.department_id,
          departmentName: row.department_name,
          verdict: (row.verdict ?? 'undetermined') as LineReportRow['verdict'],
          callsSince: { made: row.made, reached: row.reached },
        }),
      );
    },
  };
}

const says = callOutcomes.filter((outcome) => outcomeMeaning[outcome] !== 'excluded');
const gotThrough = callOutcomes.filter((outcome) => outcomeMeaning[outcome] === 'reached');

/** How many calls with one of the outcomes began after the report and before it was settled, if it is. */
function callsSince(outcomes: readonly CallOutcome[]): RawBuilder<number> {
  return sql<number>`(select count(*)::int from probes p
    where p.line_id = r.line_id and p.started_at_ms > r.at_ms
      and (r.settled_at_ms is null or p.started_at_ms <= r.settled_at_ms)
      and p.outcome = any(${[...outcomes]}::text[]))`;
}

/** The reports of a filter inside the scope, with their lines, offices and verdicts. */
function narrowed(db: Database, filter: LineReportFilter, scope: Scope) {
  let wanted = db
    .selectFrom('line_reports as r')
    .innerJoin('lines as l', 'l.id', 'r.line_id')
    .leftJoin('departments as d', 'd.id', 'l.department_id')
    .leftJoin('verdicts as v', (join) =>
      join.onRef('v.line_id', '=', 'l.id').on('v.until_ms', 'is', null),
    );
  if (scope !== 'all') {
    wanted = wanted.where(sql<boolean>`l.department_id = any(${[...scope]}::uuid[])`);
  }
  if (filter.lineId) wanted = wanted.where('r.line_id', '=', filter.lineId);
  if (filter.departmentId) {
    wanted = wanted.where(
      sql<boolean>`l.department_id in (with recursive under as (
        select id from departments where id = ${filter.departmentId}
        union select k.id from departments k join under on k.parent_id = under.id
      ) select id from under)`,
    );
  }
  if (filter.kind?.length) wanted = wanted.where('r.kind', 'in', filter.kind);
  if (filter.state?.length) wanted = wanted.where('r.state', 'in', filter.state);
  const asked = filter.q?.trim();
  if (asked) {
    const part = `%${asked.replace(/[\\%_]/g, '\\$&')}%`;
    const digits = asked.replace(/[\s-]/g, '').replace(/^0/, '');
    const number = `%${digits.replace(/[\\%_]/g, '\\$&')}%`;
    wanted = wanted.where(
      sql<boolean>`(l.dialled ilike ${number} or d.name ilike ${part} or r.note ilike ${part})`,
    );
  }
  return wanted;
}
