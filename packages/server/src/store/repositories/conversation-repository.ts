import type { ConversationStep, Language } from '@everyline/contract';
import type { ConversationChannel, ConversationState } from '@everyline/domain';
import { sql, type Selectable } from 'kysely';

import type {
  ConversationFilter,
  ConversationRow,
  ConversationStore,
  StoredMessage,
} from '../../app/ports/store/conversations.ts';
import type { ConversationTables } from '../conversation-tables.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

export function conversationRepository(db: Database): ConversationStore {
  const one = async (id: string) => {
    const row = await db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? toRow(row) : null;
  };
  return {
    begin: async (row) => {
      await db
        .insertInto('conversations')
        .values({
          id: row.id,
          secret_sha256: row.secretSha256,
          channel: row.channel,
          language: row.language,
          region: row.region,
          state: 'answering',
          day: row.day,
          sender: row.sender,
          started_at_ms: row.startedAtMs,
          last_message_at_ms: row.startedAtMs,
          thread: JSON.stringify({ lastQuestion: null, choices: [], lineId: null }),
          waiting_since_ms: null,
          taken_by_id: null,
          taken_by: null,
          solved: null,
          case_id: null,
        })
        .execute();
    },
    begunBy: async (sender, day) =>
      (
        await db
          .selectFrom('conversations')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('sender', '=', sender)
          .where('day', '=', day)
          .executeTakeFirstOrThrow()
      ).count,
    row: one,
    idOfCase: async (caseId) =>
      (
        await db
          .selectFrom('conversations')
          .select('id')
          .where('case_id', '=', caseId)
          .executeTakeFirst()
      )?.id ?? null,
    opened: async (id, secretSha256) => {
      const row = await db
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', id)
        .where('secret_sha256', '=', secretSha256)
        .executeTakeFirst();
      return row ? toRow(row) : null;
    },
    held: async (id) => {
      await db.selectFrom('conversations').select('id').where('id', '=', id).forUpdate().execute();
      return one(id);
    },
    say: async (id, message) => {
      const { messages } = await db
        .updateTable('conversations')
        .set((eb) => ({
          messages: eb('messages', '+', 1),
          last_message_at_ms: message.atMs,
          last_text: message.text,
          question:
            message.from === 'citizen'
              ? sql<string>`case when question = '' then ${message.text} else question end`
              : eb.ref('question'),
        }))
        .where('id', '=', id)
        .returning('messages')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('conversation_messages')
        .values({
          conversation_id: id,
          position: messages,
          at_ms: message.atMs,
          author: message.from,
          by: message.by,
          kind: message.kind,
          text: message.text,
          masked: message.masked,
          citations: JSON.stringify(message.citations),
          choices: JSON.stringify(message.choices),
          reasons: message.reasons === null ? null : JSON.stringify(message.reasons),
          client_key: message.clientKey,
        })
        .execute();
      return messages;
    },
    said: async (id, after) =>
      (
        await db
          .selectFrom('conversation_messages')
          .selectAll()
          .where('conversation_id', '=', id)
          .where('position', '>', after)
          .orderBy('position')
          .execute()
      ).map((row) => ({
        position: row.position,
        atMs: row.at_ms,
        from: row.author as StoredMessage['from'],
        kind: row.kind as StoredMessage['kind'],
        text: row.text,
        citations: row.citations,
        choices: row.choices,
        by: row.by,
        masked: row.masked,
        reasons: row.reasons,
      })),
    saidWithKey: async (id, clientKey) =>
      (
        await db
          .selectFrom('conversation_messages')
          .select('position')
          .where('conversation_id', '=', id)
          .where('client_key', '=', clientKey)
          .executeTakeFirst()
      )?.position ?? null,
    citizenSaid: async (id, sinceMs) =>
      db
        .selectFrom('conversation_messages')
        .select((eb) => [
          eb.fn.countAll<number>().as('all'),
          eb.fn.countAll<number>().filterWhere('at_ms', '>', sinceMs).as('since'),
        ])
        .where('conversation_id', '=', id)
        .where('author', '=', 'citizen')
        .executeTakeFirstOrThrow(),
    change: async (id, change, step) => {
      const isMove = change.state !== undefined || change.takenById !== undefined;
      await db
        .updateTable('conversations')
        .set((eb) => ({
          version: isMove ? eb('version', '+', 1) : eb.ref('version'),
          ...(change.state !== undefined && { state: change.state }),
          ...(change.thread !== undefined && { thread: JSON.stringify(change.thread) }),
          ...(change.waitingSinceMs !== undefined && { waiting_since_ms: change.waitingSinceMs }),
          ...(change.takenById !== undefined && { taken_by_id: change.takenById }),
          ...(change.takenBy !== undefined && { taken_by: change.takenBy }),
          ...(change.solved !== undefined && { solved: change.solved }),
          ...(change.caseId !== undefined && { case_id: change.caseId }),
        }))
        .where('id', '=', id)
        .execute();
      if (step === undefined) return;
      await db
        .insertInto('conversation_steps')
        .values({
          conversation_id: id,
          at_ms: step.atMs,
          by: step.by,
          kind: step.kind,
          note: step.note,
        })
        .execute();
    },
    steps: async (id) =>
      (
        await db
          .selectFrom('conversation_steps')
          .selectAll()
          .where('conversation_id', '=', id)
          .orderBy('id')
          .execute()
      ).map((row) => ({
        atMs: row.at_ms,
        by: row.by,
        kind: row.kind as ConversationStep['kind'],
        note: row.note,
      })),
    page: (filter, paging) => {
      const rows = narrowed(db, filter).selectAll('c');
      return pageOf(
        paging,
        narrowed(db, filter).select((eb) => eb.fn.countAll<number>().as('total')),
        filter.longestWaitFirst
          ? rows.orderBy('c.waiting_since_ms').orderBy('c.id')
          : rows.orderBy('c.last_message_at_ms', 'desc').orderBy('c.id', 'desc'),
        toRow,
      );
    },
    counts: async (actorId) =>
      db
        .selectFrom('conversations')
        .select((eb) => [
          eb.fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
          eb.fn.countAll<number>().filterWhere('taken_by_id', '=', actorId).as('mine'),
        ])
        .where('state', 'in', ['waiting', 'with_person'])
        .executeTakeFirstOrThrow(),
  };
}

function narrowed(db: Database, { states, takenById, channel, q }: ConversationFilter) {
  let wanted = db.selectFrom('conversations as c');
  if (states !== undefined) wanted = wanted.where('c.state', 'in', [...states]);
  if (takenById !== undefined) wanted = wanted.where('c.taken_by_id', '=', takenById);
  if (channel !== undefined) wanted = wanted.where('c.channel', '=', channel);
  if (q !== undefined && q.trim() !== '') {
    wanted = wanted.where(
      sql<boolean>`exists (select from conversation_messages m where m.conversation_id = c.id
        and position(lower(${q.trim()}) in lower(m.text)) > 0)`,
    );
  }
  return wanted;
}

function toRow(row: Selectable<ConversationTables['conversations']>): ConversationRow {
  return {
    id: row.id,
    channel: row.channel as ConversationChannel,
    language: row.language as Language,
    region: row.region,
    state: row.state as ConversationState,
    version: row.version,
    startedAtMs: row.started_at_ms,
    lastMessageAtMs: row.last_message_at_ms,
    messages: row.messages,
    question: row.question,
    lastText: row.last_text,
    thread: row.thread,
    waitingSinceMs: row.waiting_since_ms,
    takenById: row.taken_by_id,
    takenBy: row.taken_by,
    solved: row.solved,
    caseId: row.case_id,
  };
}
