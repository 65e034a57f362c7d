import type { Localised } from '@everyline/contract';
import type { DeliveredKind, DeliveryState, TellingChannel } from '@everyline/domain';
import { sql } from 'kysely';

import type { SendFailure } from '../../app/ports/outbound.ts';
import type {
  CaseEvent,
  CitizenReply,
  ClaimedBatch,
  OutboxStore,
} from '../../app/ports/store/telling.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

export function outboxRepository(db: Database): OutboxStore {
  const batch = (id: string) => db.updateTable('deliveries').where('batch_id', '=', id);
  const listed = (state: DeliveryState | undefined) =>
    db
      .selectFrom('deliveries as d')
      .innerJoin('news as n', 'n.id', 'd.news_id')
      .$if(state !== undefined, (query) => query.where('d.state', '=', state ?? ''));

  /** One of what is due, of an address to which nothing is on its way. */
  const nextDue = (nowMs: number) =>
    db
      .selectFrom('deliveries as d')
      .select(['d.id', 'd.address_key', 'd.batch_id'])
      .where('d.state', '=', 'waiting')
      .where('d.due_at_ms', '<=', nowMs)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('deliveries as o')
              .select('o.id')
              .whereRef('o.address_key', '=', 'd.address_key')
              .where('o.state', '=', 'waiting')
              .where('o.claimed_until_ms', '>', nowMs),
          ),
        ),
      )
      .orderBy('d.due_at_ms')
      .orderBy('d.id')
      .limit(1)
      .executeTakeFirst();

  const toBatch = async (id: string): Promise<ClaimedBatch | null> => {
    const rows = await db
      .selectFrom('deliveries as d')
      .innerJoin('news as n', 'n.id', 'd.news_id')
      .select(['d.channel', 'd.address_key', 'd.account_id', 'd.target_id', 'd.attempts'])
      .select(['d.keeper_id', 'd.case_system_id', 'n.path', 'n.case_event'])
      .select(['d.channel_sender_id', 'n.reply'])
      .select(['n.id', 'n.key', 'n.kind', 'n.at_ms', 'n.ticket_id', 'n.department_id'])
      .select(['n.subject', 'n.text'])
      .where('d.batch_id', '=', id)
      .where('d.state', '=', 'waiting')
      .orderBy('n.id')
      .execute();
    const [first] = rows;
    if (!first) return null;
    return {
      id,
      channel: first.channel as TellingChannel,
      addressKey: first.address_key,
      accountId: first.account_id,
      targetId: first.target_id,
      keeperId: first.keeper_id,
      caseSystemId: first.case_system_id,
      channelSenderId: first.channel_sender_id,
      attempts: Math.max(...rows.map(({ attempts }) => attempts)),
      news: rows.map((row) => ({
        id: row.id,
        key: row.key,
        kind: row.kind as DeliveredKind,
        atMs: row.at_ms,
        ticketId: row.ticket_id,
        path: row.path,
        departmentId: row.department_id,
        subject: row.subject as Localised,
        text: row.text as Localised,
        caseEvent: row.case_event as CaseEvent | null,
        reply: row.reply as CitizenReply | null,
      })),
    };
  };

  return {
    add: async (deliveries) => {
      if (deliveries.length === 0) return;
      await db
        .insertInto('deliveries')
        .values(
          deliveries.map((one) => ({
            id: one.id,
            news_id: one.newsId,
            channel: one.channel,
            account_id: one.accountId,
            target_id: one.targetId,
            keeper_id: one.keeperId,
            case_system_id: one.caseSystemId ?? null,
            channel_sender_id: one.channelSenderId ?? null,
            address_key: one.addressKey,
            to_name: one.toName,
            due_at_ms: one.dueAtMs,
          })),
        )
        .onConflict((conflict) => conflict.columns(['news_id', 'address_key']).doNothing())
        .execute();
    },
    claim: async ({ batchId, nowMs, leaseMs, most }) => {
      // One at a time: two that look at once must not take from the same address.
      await sql`select pg_advisory_xact_lock(hashtext('everyline outbox'))`.execute(db);
      const next = await nextDue(nowMs);
      if (!next) return null;
      const id = next.batch_id ?? batchId;
      const taken = { claimed_until_ms: nowMs + leaseMs, last_attempt_at_ms: nowMs };
      const change = db
        .updateTable('deliveries')
        .set((eb) => ({ ...taken, batch_id: id, attempts: eb('attempts', '+', 1) }))
        .where('state', '=', 'waiting');
      if (next.batch_id !== null) {
        await change.where('batch_id', '=', id).execute();
      } else {
        await change
          .where('id', 'in', (eb) =>
            eb
              .selectFrom('deliveries')
              .select('id')
              .where('address_key', '=', next.address_key)
              .where('state', '=', 'waiting')
              .where('batch_id', 'is', null)
              .where('due_at_ms', '<=', nowMs)
              .orderBy('due_at_ms')
              .orderBy('id')
              .limit(most),
          )
          .execute();
      }
      return toBatch(id);
    },
    sent: async (batchId, atMs) => {
      await batch(batchId)
        .where('state', '=', 'waiting')
        .set({ state: 'sent', sent_at_ms: atMs, claimed_until_ms: null, failure: null })
        .execute();
    },
    putBack: async ({ id, addressKey }, untilMs, failure) => {
      await batch(id)
        .where('state', '=', 'waiting')
        .set({
          due_at_ms: untilMs,
          claimed_until_ms: null,
          failure: JSON.stringify(failure),
        })
        .execute();
      await db
        .updateTable('deliveries')
        .set({ due_at_ms: untilMs })
        .where('address_key', '=', addressKey)
        .where('state', '=', 'waiting')
        .where('due_at_ms', '<', untilMs)
        .execute();
    },
    giveUp: async (batchId, failure) => {
      await batch(batchId)
        .where('state', '=', 'waiting')
        .set({ state: 'given_up', claimed_until_ms: null, failure: JSON.stringify(failure) })
        .execute();
    },
    page: (state, paging) =>
      pageOf(
        paging,
        listed(state).select((eb) => eb.fn.countAll<number>().as('total')),
        listed(state)
          .selectAll('d')
          .select(['n.kind', 'n.subject', 'n.ticket_id', 'n.at_ms'])
          .orderBy('d.id', 'desc'),
        (row) => ({
          id: row.id,
          newsId: row.news_id,
          channel: row.channel as TellingChannel,
          accountId: row.account_id,
          targetId: row.target_id,
          keeperId: row.keeper_id,
          addressKey: row.address_key,
          toName: row.to_name,
          dueAtMs: row.due_at_ms,
          kind: row.kind as DeliveredKind,
          subject: row.subject as Localised,
          ticketId: row.ticket_id,
          state: row.state as DeliveryState,
          attempts: row.attempts,
          atMs: row.at_ms,
          lastAttemptAtMs: row.last_attempt_at_ms,
          sentAtMs: row.sent_at_ms,
          failure: row.failure as SendFailure | null,
        }),
      ),
    again: async (id, dueAtMs) => {
      const result = await db
        .updateTable('deliveries')
        .set({
          state: 'waiting',
          due_at_ms: dueAtMs,
          attempts: 0,
          batch_id: null,
          pieces_sent: 0,
        })
        .where('id', '=', id)
        .where('state', '=', 'given_up')
        .where((eb) =>
          eb.or([
            eb('account_id', 'is not', null),
            eb('target_id', 'is not', null),
            eb('keeper_id', 'is not', null),
            eb('case_system_id', 'is not', null),
            eb('channel_sender_id', 'is not', null),
          ]),
        )
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}
