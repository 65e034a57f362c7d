import type { LineReport } from '@everyline/domain';
import { sql } from 'kysely';

import type { LineReportStore } from '../../app/ports/store/line-reports.ts';
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
    page: (filter, scope, paging) => {
      const listed = () =>
        db
          .selectFrom('line_reports as r')
          .innerJoin('lines as l', 'l.id', 'r.line_id')
          .$if(filter.lineId !== undefined, (query) =>
            query.where('r.line_id', '=', filter.lineId ?? ''),
          )
          .$if(scope !== 'all', (query) =>
            query.where(
              sql<boolean>`l.department_id = any(${scope === 'all' ? [] : [...scope]}::uuid[])`,
            ),
          );
      return pageOf(
        paging,
        listed().select((eb) => eb.fn.countAll<number>().as('total')),
        listed()
          .select(['r.id', 'r.line_id', 'r.kind', 'r.note', 'r.at_ms', 'r.state'])
          .select(['r.settled_at_ms', 'l.dialled', 'l.area_code', 'l.extension'])
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
        }),
      );
    },
  };
}
