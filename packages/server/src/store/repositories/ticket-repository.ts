import type { TicketState } from '@everyline/domain';
import { sql } from 'kysely';

import type {
  NewTicketStep,
  TicketStep,
  TicketStepDetail,
  TicketStore,
} from '../../app/ports/store/tickets.ts';
import type { Database } from '../database.ts';
import { narrowTickets } from './ticket-list.ts';
import { ticketPapers } from './ticket-papers.ts';
import { selectTickets, toColumns, toTicket } from './ticket-rows.ts';

export function ticketRepository(db: Database): TicketStore {
  const select = () => selectTickets(db);
  const addStep = async (id: string, step: NewTicketStep) => {
    await db
      .insertInto('ticket_steps')
      .values({
        ticket_id: id,
        at_ms: step.atMs,
        by: step.by,
        kind: step.kind,
        from_state: step.from ?? null,
        to_state: step.to ?? null,
        reason: step.reason ?? '',
        detail: JSON.stringify(step.detail ?? {}),
      })
      .execute();
  };
  const one = async (id: string) => {
    const row = await select().where('t.id', '=', id).executeTakeFirst();
    return row ? toTicket(row) : null;
  };
  return {
    ...ticketPapers(db),
    addStep,
    open: async (ticket, by) => {
      const result = await db
        .insertInto('tickets')
        .values({ id: ticket.id, ...toColumns(ticket) })
        .onConflict((conflict) =>
          conflict.columns(['line_id', 'fault']).where('state', '<>', 'closed').doNothing(),
        )
        .executeTakeFirst();
      const opened = (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
      if (opened) {
        await addStep(ticket.id, {
          atMs: ticket.openedAtMs,
          by,
          kind: 'opened',
          to: 'opened',
          reason: ticket.note,
        });
      }
      const row = await select()
        .where('t.line_id', '=', ticket.lineId)
        .where('t.fault', '=', ticket.fault)
        .where('t.state', '<>', 'closed')
        .executeTakeFirstOrThrow();
      return { ticket: toTicket(row), opened };
    },
    row: one,
    byNumber: async (number) => {
      const row = await select().where('t.number', '=', number).executeTakeFirst();
      return row ? toTicket(row) : null;
    },
    held: async (id) => {
      await db.selectFrom('tickets').select('id').where('id', '=', id).forUpdate().execute();
      return one(id);
    },
    save: async (ticket, step) => {
      await db.updateTable('tickets').set(toColumns(ticket)).where('id', '=', ticket.id).execute();
      await addStep(ticket.id, step);
    },
    askRetest: async (id, at) => {
      await db
        .updateTable('tickets')
        .set({ retest_asked_at_ms: at.atMs })
        .where('id', '=', id)
        .execute();
      await addStep(id, { ...at, kind: 'retest_asked' });
    },
    steps: async (id) =>
      (
        await db
          .selectFrom('ticket_steps')
          .selectAll()
          .where('ticket_id', '=', id)
          .orderBy('id')
          .execute()
      ).map((row) => ({
        id: row.id,
        atMs: row.at_ms,
        by: row.by,
        kind: row.kind as TicketStep['kind'],
        from: row.from_state as TicketState | null,
        to: row.to_state as TicketState | null,
        reason: row.reason,
        detail: row.detail as TicketStepDetail,
      })),
    openOf: async (lineId) =>
      (
        await select().where('t.line_id', '=', lineId).where('t.state', '<>', 'closed').execute()
      ).map(toTicket),
    openOfConflict: async (conflictId) =>
      (
        await select()
          .where('t.conflict_id', '=', conflictId)
          .where('t.state', '<>', 'closed')
          .execute()
      ).map(toTicket),
    openRetests: async () =>
      (
        await select()
          .where('t.state', '<>', 'closed')
          .where('t.retest_asked_at_ms', 'is not', null)
          .orderBy('t.retest_asked_at_ms')
          .execute()
      ).map(toTicket),
    repairedFromMs: async (lineId) => {
      const row = await db
        .selectFrom('tickets')
        .select(
          sql<number | null>`max(case when closed_by_verdict_id is null then closed_at_ms
            else coalesce(retest_asked_at_ms, opened_at_ms) end)`.as('from_ms'),
        )
        .where('line_id', '=', lineId)
        .where('state', '=', 'closed')
        .where('fault', 'in', ['busy', 'slow', 'zombie', 'invalid', 'outdated'])
        .executeTakeFirst();
      return row?.from_ms ?? null;
    },
    page: async (filter, scope, paging) => {
      const wanted = narrowTickets(select(), filter, scope);
      const { total } = await wanted
        .clearSelect()
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      const closedLast = wanted.orderBy(sql`t.state = 'closed'`);
      const sorted =
        filter.sort === 'due'
          ? closedLast.orderBy('t.due_on')
          : filter.sort === 'number'
            ? wanted
            : closedLast.orderBy('t.opened_at_ms', 'desc');
      const rows = await sorted
        .orderBy('t.number', 'desc')
        .limit(paging.pageSize)
        .offset((paging.page - 1) * paging.pageSize)
        .execute();
      return { items: rows.map(toTicket), total, ...paging };
    },
    overdue: async (day, afterId, limit) => {
      let late = select().where('t.state', '<>', 'closed').where('t.due_on', '<', day);
      if (afterId !== null) late = late.where('t.id', '>', afterId);
      return (await late.orderBy('t.id').limit(limit).execute()).map(toTicket);
    },
  };
}
