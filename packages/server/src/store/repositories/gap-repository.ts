import type { GapReason } from '@everyline/domain';
import { sql } from 'kysely';

import type { GapStore } from '../../app/ports/store/gaps.ts';
import type { Database } from '../database.ts';

export function gapRepository(db: Database): GapStore {
  return {
    add: async (gap, questionKey) => {
      await db
        .insertInto('question_gaps')
        .values({
          id: gap.id,
          conversation_id: gap.conversationId,
          question_key: questionKey,
          question: gap.question,
          reason: gap.reason,
          at_ms: gap.atMs,
          settled_at_ms: null,
          settled_by: null,
          entry_id: null,
        })
        .onConflict((conflict) => conflict.columns(['conversation_id', 'question_key']).doNothing())
        .execute();
    },
    open: async (limit) =>
      (
        await db
          .selectFrom('question_gaps')
          .selectAll()
          .where('state', '=', 'open')
          .orderBy('at_ms', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute()
      ).map((row) => ({
        id: row.id,
        conversationId: row.conversation_id,
        question: row.question,
        reason: row.reason as GapReason,
        atMs: row.at_ms,
      })),
    countOpen: async () =>
      (
        await db
          .selectFrom('question_gaps')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('state', '=', 'open')
          .executeTakeFirstOrThrow()
      ).count,
    settle: async (ids, { state, atMs, by, entryId }) => {
      const result = await db
        .updateTable('question_gaps')
        .set({ state, settled_at_ms: atMs, settled_by: by, entry_id: entryId })
        .where('state', '=', 'open')
        .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}
