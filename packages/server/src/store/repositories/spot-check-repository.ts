import type { SpotCheck } from '@everyline/domain';
import { sql } from 'kysely';

import type { SpotCheckStore } from '../../app/ports/store/spot-checks.ts';
import type { Database } from '../database.ts';

interface Row {
  id: string;
  line_id: string;
  campaign_id: string | null;
  checked_at_ms: number;
  tester: string;
  code: string;
  answer_right: boolean | null;
  note: string;
}

function toSpotCheck(row: Row): SpotCheck {
  return {
    id: row.id,
    lineId: row.line_id,
    campaignId: row.campaign_id,
    checkedAtMs: row.checked_at_ms,
    tester: row.tester,
    code: row.code as SpotCheck['code'],
    answerRight: row.answer_right,
    note: row.note,
  };
}

export function spotCheckRepository(db: Database): SpotCheckStore {
  return {
    insert: async (check, clientKey) => {
      await db
        .insertInto('spot_checks')
        .values({
          id: check.id,
          line_id: check.lineId,
          campaign_id: check.campaignId,
          checked_at_ms: check.checkedAtMs,
          tester: check.tester,
          code: check.code,
          answer_right: check.answerRight,
          note: check.note,
          client_key: clientKey ?? null,
        })
        .execute();
    },
    byClientKey: async (clientKey) => {
      const row = await db
        .selectFrom('spot_checks')
        .selectAll()
        .where('client_key', '=', clientKey)
        .executeTakeFirst();
      return row ? toSpotCheck(row) : null;
    },
    of: async (lineId) =>
      (
        await db
          .selectFrom('spot_checks')
          .selectAll()
          .where('line_id', '=', lineId)
          .orderBy('checked_at_ms')
          .execute()
      ).map(toSpotCheck),
    ofLines: async (lineIds) => {
      const rows = await db
        .selectFrom('spot_checks')
        .selectAll()
        .where(sql<boolean>`line_id = any(${[...lineIds]}::uuid[])`)
        .orderBy('checked_at_ms')
        .execute();
      const byLine = new Map<string, SpotCheck[]>();
      for (const row of rows) {
        byLine.set(row.line_id, [...(byLine.get(row.line_id) ?? []), toSpotCheck(row)]);
      }
      return byLine;
    },
    page: async (lineId, scope, paging) => {
      let wanted = db
        .selectFrom('spot_checks as s')
        .innerJoin('lines as l', 'l.id', 's.line_id')
        .selectAll('s')
        .select(['l.dialled', 'l.area_code', 'l.extension']);
      if (lineId) wanted = wanted.where('s.line_id', '=', lineId);
      if (scope !== 'all') {
        wanted = wanted.where(sql<boolean>`l.department_id = any(${[...scope]}::uuid[])`);
      }
      const { total } = await wanted
        .clearSelect()
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      const rows = await wanted
        .orderBy('s.checked_at_ms', 'desc')
        .limit(paging.pageSize)
        .offset((paging.page - 1) * paging.pageSize)
        .execute();
      return {
        items: rows.map((row) => ({
          ...toSpotCheck(row),
          dialled: row.dialled,
          areaCode: row.area_code,
          extension: row.extension,
        })),
        total,
        ...paging,
      };
    },
  };
}
