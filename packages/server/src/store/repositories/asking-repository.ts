import type { ConversationChannel } from '@everyline/domain';

import type { AskingStore } from '../../app/ports/store/askings.ts';
import type { Database } from '../database.ts';

export function askingRepository(db: Database): AskingStore {
  return {
    add: async (asking, questionKey) => {
      await db
        .insertInto('askings')
        .values({
          id: asking.id,
          conversation_id: asking.conversationId,
          question_key: questionKey,
          question: asking.question,
          at_ms: asking.atMs,
          channel: asking.channel,
          place: asking.place,
          answered: asking.isAnswered,
          entry_id: asking.entryId,
          line_id: asking.lineId,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['conversation_id', 'question_key'])
            .doUpdateSet((eb) => ({
              answered: eb.ref('excluded.answered'),
              entry_id: eb.ref('excluded.entry_id'),
              line_id: eb.ref('excluded.line_id'),
            }))
            .where('askings.answered', '=', false),
        )
        .execute();
    },
    since: async (fromMs, limit) =>
      (
        await db
          .selectFrom('askings')
          .leftJoin('knowledge_entries as entry', 'entry.id', 'askings.entry_id')
          .leftJoin('lines as line', 'line.id', 'askings.line_id')
          .selectAll('askings')
          .select([
            'entry.question as entry_question',
            'entry.category as entry_category',
            'entry.department_id as entry_department',
            'line.department_id as line_department',
          ])
          .where('askings.at_ms', '>=', fromMs)
          .orderBy('askings.at_ms', 'desc')
          .orderBy('askings.id', 'desc')
          .limit(limit)
          .execute()
      ).map((row) => ({
        id: row.id,
        conversationId: row.conversation_id,
        questionKey: row.question_key,
        question: row.question,
        atMs: row.at_ms,
        channel: row.channel as ConversationChannel,
        place: row.place,
        isAnswered: row.answered,
        entryId: row.entry_id,
        lineId: row.line_id,
        entry:
          row.entry_question === null
            ? null
            : { question: row.entry_question, category: row.entry_category ?? '' },
        departmentId: row.entry_department ?? row.line_department,
      })),
    demandsSince: async (fromMs, limit) =>
      (
        await db
          .selectFrom('cases')
          .select(['id', 'category', 'department_id', 'received_at_ms'])
          .where('received_at_ms', '>=', fromMs)
          .orderBy('received_at_ms', 'desc')
          .limit(limit)
          .execute()
      ).map((row) => ({
        id: row.id,
        category: row.category,
        departmentId: row.department_id,
        atMs: row.received_at_ms,
      })),
    deleteBefore: async (beforeMs) => {
      const { numDeletedRows } = await db
        .deleteFrom('askings')
        .where('at_ms', '<', beforeMs)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
