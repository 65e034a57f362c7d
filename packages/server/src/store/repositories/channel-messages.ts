import { sql, type Selectable } from 'kysely';

import type { SendFailure } from '../../app/ports/outbound.ts';
import type {
  ChannelMessageRow,
  ChannelSender,
  ChannelStore,
} from '../../app/ports/store/channels.ts';
import type { ChannelTables } from '../channel-tables.ts';
import type { Database } from '../database.ts';

type MessageVerbs =
  | 'keepMessage'
  | 'heldMessage'
  | 'message'
  | 'answered'
  | 'unanswered'
  | 'heldSender'
  | 'senderOfConversation'
  | 'sender'
  | 'setConversation'
  | 'holdReplies'
  | 'respondWith'
  | 'undelivered'
  | 'takeBack'
  | 'releaseReplies';

/** What came by channels, from whom, and the replies to it that wait in the outbox. */
export function channelMessages(db: Database): Pick<ChannelStore, MessageVerbs> {
  const message = async (channelId: string, messageSha256: string) => {
    const row = await db
      .selectFrom('channel_messages')
      .selectAll()
      .where('channel_id', '=', channelId)
      .where('message_sha256', '=', messageSha256)
      .executeTakeFirst();
    return row ? toMessage(row) : null;
  };
  const senders = () => db.selectFrom('channel_senders').selectAll();
  /** Replies to a message that wait, as what `reply` of their news says. */
  const replies = (
    { conversationId, afterPosition, untilPosition }: ChannelMessageRow,
    state: 'waiting' | 'sent',
  ) =>
    db
      .updateTable('deliveries')
      .where('state', '=', state)
      .where('batch_id', 'is', null)
      .where('news_id', 'in', (eb) =>
        eb
          .selectFrom('deliveries as d')
          .innerJoin('news as n', 'n.id', 'd.news_id')
          .innerJoin('channel_conversations as c', 'c.sender_id', 'd.channel_sender_id')
          .select('n.id')
          .where('c.conversation_id', '=', conversationId)
          .where('d.state', '=', state)
          .where(sql<boolean>`n.reply->>'conversationId' = ${conversationId}
            and (n.reply->>'position')::int > ${afterPosition ?? 0}
            and (n.reply->>'position')::int <= ${untilPosition ?? 0}`),
      );
  const noteResponse = async (one: ChannelMessageRow, inResponse: boolean) => {
    await db
      .updateTable('channel_messages')
      .set({ in_response: inResponse })
      .where('channel_id', '=', one.channelId)
      .where('message_sha256', '=', one.messageSha256)
      .execute();
  };
  return {
    keepMessage: async ({ channelId, messageSha256, contentSealed, atMs }) => {
      await db
        .insertInto('channel_messages')
        .values({
          channel_id: channelId,
          message_sha256: messageSha256,
          at_ms: atMs,
          content_sealed: contentSealed,
          sender_id: null,
          conversation_id: null,
          after_position: null,
          until_position: null,
          said: null,
        })
        .onConflict((conflict) => conflict.columns(['channel_id', 'message_sha256']).doNothing())
        .execute();
      await db
        .updateTable('channels')
        .set({ last_heard_at_ms: atMs })
        .where('id', '=', channelId)
        .execute();
    },
    message,
    heldMessage: async (channelId, messageSha256) => {
      await db
        .selectFrom('channel_messages')
        .select('at_ms')
        .where('channel_id', '=', channelId)
        .where('message_sha256', '=', messageSha256)
        .forUpdate()
        .execute();
      return message(channelId, messageSha256);
    },
    answered: async (one) => {
      await db
        .updateTable('channel_messages')
        .set({
          content_sealed: null,
          sender_id: one.senderId,
          conversation_id: one.conversationId,
          after_position: one.afterPosition,
          until_position: one.untilPosition,
          said: one.said,
        })
        .where('channel_id', '=', one.channelId)
        .where('message_sha256', '=', one.messageSha256)
        .execute();
    },
    unanswered: async (beforeMs, forgetBeforeMs, most) => {
      await db.deleteFrom('channel_messages').where('at_ms', '<', forgetBeforeMs).execute();
      const rows = await db
        .selectFrom('channel_messages')
        .selectAll()
        .where('content_sealed', 'is not', null)
        .where('at_ms', '<', beforeMs)
        .orderBy('at_ms')
        .limit(most)
        .execute();
      return rows.map(toMessage);
    },
    heldSender: async ({ id, channelId, senderSha256, senderSealed, waySealed, heardAtMs }) =>
      toSender(
        await db
          .insertInto('channel_senders')
          .values({
            id,
            channel_id: channelId,
            sender_sha256: senderSha256,
            sender_sealed: senderSealed,
            way_sealed: waySealed,
            conversation_id: null,
            heard_at_ms: heardAtMs,
          })
          .onConflict((conflict) =>
            conflict
              .columns(['channel_id', 'sender_sha256'])
              .doUpdateSet({ way_sealed: waySealed, heard_at_ms: heardAtMs }),
          )
          .returningAll()
          .executeTakeFirstOrThrow(),
      ),
    senderOfConversation: async (conversationId) => {
      const row = await senders()
        .where('id', '=', (eb) =>
          eb
            .selectFrom('channel_conversations')
            .select('sender_id')
            .where('conversation_id', '=', conversationId),
        )
        .executeTakeFirst();
      return row ? toSender(row) : null;
    },
    sender: async (id) => {
      const row = await senders().where('id', '=', id).executeTakeFirst();
      return row ? toSender(row) : null;
    },
    setConversation: async (senderId, conversationId) => {
      await db
        .updateTable('channel_senders')
        .set({ conversation_id: conversationId })
        .where('id', '=', senderId)
        .execute();
      await db
        .insertInto('channel_conversations')
        .values({ conversation_id: conversationId, sender_id: senderId })
        .execute();
    },
    holdReplies: async (senderId, conversationId, untilMs) => {
      await db
        .updateTable('deliveries as d')
        .from('news as n')
        .set({ due_at_ms: untilMs })
        .whereRef('n.id', '=', 'd.news_id')
        .where('d.channel_sender_id', '=', senderId)
        .where('d.state', '=', 'waiting')
        .where('d.batch_id', 'is', null)
        .where('d.due_at_ms', '<', untilMs)
        .where(sql<boolean>`n.reply->>'conversationId' = ${conversationId}`)
        .execute();
    },
    respondWith: async (one, atMs) => {
      const taken = await replies(one, 'waiting')
        .set({ state: 'sent', sent_at_ms: atMs, attempts: 1, last_attempt_at_ms: atMs })
        .returning('id')
        .execute();
      if (taken.length === 0) return false;
      await noteResponse(one, true);
      return true;
    },
    takeBack: async (one, atMs) => {
      await replies(one, 'sent')
        .set({ state: 'waiting', due_at_ms: atMs, sent_at_ms: null, attempts: 0 })
        .execute();
      await noteResponse(one, false);
    },
    undelivered: async (conversationId) => {
      const last = await db
        .selectFrom('deliveries as d')
        .innerJoin('news as n', 'n.id', 'd.news_id')
        .innerJoin('channel_conversations as c', 'c.sender_id', 'd.channel_sender_id')
        .select(['d.state', 'd.failure'])
        .where('c.conversation_id', '=', conversationId)
        .where(sql<boolean>`n.reply->>'conversationId' = ${conversationId}`)
        .where('d.state', '!=', 'waiting')
        .orderBy(sql`(n.reply->>'position')::int`, 'desc')
        .limit(1)
        .executeTakeFirst();
      return last?.state === 'given_up' ? (last.failure as SendFailure | null) : null;
    },
    releaseReplies: async (one, atMs) => {
      await replies(one, 'waiting').set({ due_at_ms: atMs }).execute();
    },
  };
}

function toMessage(row: Selectable<ChannelTables['channel_messages']>): ChannelMessageRow {
  return {
    channelId: row.channel_id,
    messageSha256: row.message_sha256,
    contentSealed: row.content_sealed,
    senderId: row.sender_id,
    conversationId: row.conversation_id,
    afterPosition: row.after_position,
    untilPosition: row.until_position,
    said: row.said,
    inResponse: row.in_response,
  };
}

function toSender(row: Selectable<ChannelTables['channel_senders']>): ChannelSender {
  return {
    id: row.id,
    channelId: row.channel_id,
    senderSha256: row.sender_sha256,
    senderSealed: row.sender_sealed,
    waySealed: row.way_sealed,
    conversationId: row.conversation_id,
    heardAtMs: row.heard_at_ms,
  };
}
