import { sql } from 'kysely';

import type { ChannelStore, StoredChannel } from '../../app/ports/store/channels.ts';
import type { Database } from '../database.ts';
import { channelFigures } from './channel-figures.ts';
import { channelMessages } from './channel-messages.ts';

export function channelRepository(db: Database): ChannelStore {
  const select = () => db.selectFrom('channels').selectAll().orderBy('created_at_ms').orderBy('id');
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const toChannel = (row: Row): StoredChannel => ({
    id: row.id,
    kind: row.kind as StoredChannel['kind'],
    name: row.name,
    enabled: row.enabled,
    settings: row.settings,
    secretsSealed: row.secrets_sealed,
    createdAtMs: row.created_at_ms,
    lastHeardAtMs: row.last_heard_at_ms,
  });
  return {
    ...channelMessages(db),
    all: async () => (await select().execute()).map(toChannel),
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toChannel(row) : null;
    },
    insert: async (channel) => {
      await db
        .insertInto('channels')
        .values({
          id: channel.id,
          kind: channel.kind,
          created_at_ms: channel.createdAtMs,
          ...changing(channel),
        })
        .execute();
    },
    update: async (channel) => {
      // Other keys need another token.
      await db
        .updateTable('channels')
        .set({ ...changing(channel), token_sealed: null, token_until_ms: null })
        .where('id', '=', channel.id)
        .execute();
    },
    delete: async (id) => {
      await db
        .updateTable('deliveries')
        .set({
          state: 'given_up',
          claimed_until_ms: null,
          failure: JSON.stringify({ code: 'target_gone', detail: '' }),
        })
        .where('state', '=', 'waiting')
        .where('channel_sender_id', 'in', (eb) =>
          eb.selectFrom('channel_senders').select('id').where('channel_id', '=', id),
        )
        .execute();
      await db.deleteFrom('channels').where('id', '=', id).execute();
    },
    standing: async (day, sinceMs) => {
      const [channels, refused, replies] = await Promise.all([
        select().execute(),
        db
          .selectFrom('channel_refusals')
          .selectAll()
          .where('day', '=', day)
          .orderBy('last_at_ms')
          .execute(),
        db
          .selectFrom('deliveries as d')
          .innerJoin('channel_senders as s', 's.id', 'd.channel_sender_id')
          .select('s.channel_id')
          .select((eb) => [
            eb.fn.countAll<number>().filterWhere('d.state', '=', 'waiting').as('waiting'),
            eb.fn
              .countAll<number>()
              .filterWhere('d.state', '=', 'given_up')
              .filterWhere('d.last_attempt_at_ms', '>', sinceMs)
              .as('given_up'),
          ])
          .groupBy('s.channel_id')
          .execute(),
      ]);
      return new Map(
        channels.map(({ id }) => {
          const of = refused.filter((one) => one.channel_id === id);
          const sent = replies.find((one) => one.channel_id === id);
          return [
            id,
            {
              refusedToday: of.reduce((sum, { count }) => sum + count, 0),
              lastRefusal: of.at(-1)?.reason ?? null,
              waiting: sent?.waiting ?? 0,
              givenUp: sent?.given_up ?? 0,
            },
          ];
        }),
      );
    },
    token: async (id, nowMs) =>
      (
        await db
          .selectFrom('channels')
          .select('token_sealed')
          .where('id', '=', id)
          .where('token_until_ms', '>', nowMs)
          .executeTakeFirst()
      )?.token_sealed ?? null,
    keepToken: async (id, tokenSealed, untilMs) => {
      await db
        .updateTable('channels')
        .set({ token_sealed: tokenSealed, token_until_ms: untilMs })
        .where('id', '=', id)
        .execute();
    },
    countRefusal: async (id, day, reason, atMs) =>
      (
        await db
          .insertInto('channel_refusals')
          .values({ channel_id: id, day, reason, count: 1, last_at_ms: atMs })
          .onConflict((conflict) =>
            conflict.columns(['channel_id', 'day', 'reason']).doUpdateSet({
              count: sql<number>`channel_refusals.count + 1`,
              last_at_ms: atMs,
            }),
          )
          .returning('count')
          .executeTakeFirstOrThrow()
      ).count,
    piecesSent: async (batchId) =>
      (
        await db
          .selectFrom('deliveries')
          .select((eb) => eb.fn.max('pieces_sent').as('pieces'))
          .where('batch_id', '=', batchId)
          .executeTakeFirst()
      )?.pieces ?? 0,
    notePieces: async (batchId, pieces) => {
      await db
        .updateTable('deliveries')
        .set({ pieces_sent: pieces })
        .where('batch_id', '=', batchId)
        .execute();
    },
    figures: (sinceMs) => channelFigures(db, sinceMs),
  };
}

function changing(channel: StoredChannel) {
  return {
    name: channel.name,
    enabled: channel.enabled,
    settings: JSON.stringify(channel.settings),
    secrets_sealed: channel.secretsSealed,
  };
}
