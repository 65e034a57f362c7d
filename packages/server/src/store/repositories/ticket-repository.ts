import type { FaultKind, Ticket } from '@everyline/domain';
import { sql } from 'kysely';

import type { TicketRow, TicketStep, TicketStore } from '../../app/ports/store/tickets.ts';
import type { Database } from '../database.ts';

export function ticketRepository(db: Database): TicketStore {
  const select = () =>
    db
      .selectFrom('tickets as t')
      .innerJoin('lines as l', 'l.id', 't.line_id')
      .leftJoin('departments as d', 'd.id', 't.department_id')
      .selectAll('t')
      .select(['l.dialled', 'l.area_code', 'l.extension', 'd.name as department_name']);
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const toTicket = (row: Row): TicketRow => ({
    id: row.id,
    number: row.number,
    lineId: row.line_id,
    departmentId: row.department_id,
    departmentName: row.department_name,
    dialled: row.dialled,
    areaCode: row.area_code,
    extension: row.extension,
    fault: row.fault as FaultKind,
    state: row.state as Ticket['state'],
    openedAtMs: row.opened_at_ms,
    openedByVerdictId: row.opened_by_verdict_id,
    dueOn: row.due_on,
    closedAtMs: row.closed_at_ms,
    closedByVerdictId: row.closed_by_verdict_id,
    retestAskedAtMs: row.retest_asked_at_ms,
  });
  const step = async (id: string, atMs: number, by: string, kind: TicketStep['kind']) => {
    await db.insertInto('ticket_steps').values({ ticket_id: id, at_ms: atMs, by, kind }).execute();
  };
  return {
    open: async (ticket, by) => {
      const result = await db
        .insertInto('tickets')
        .values({
          id: ticket.id,
          line_id: ticket.lineId,
          department_id: ticket.departmentId,
          fault: ticket.fault,
          state: ticket.state,
          opened_at_ms: ticket.openedAtMs,
          opened_by_verdict_id: ticket.openedByVerdictId,
          due_on: ticket.dueOn,
          closed_at_ms: ticket.closedAtMs,
          closed_by_verdict_id: ticket.closedByVerdictId,
          retest_asked_at_ms: null,
        })
        .onConflict((conflict) =>
          conflict.columns(['line_id', 'fault']).where('state', '=', 'open').doNothing(),
        )
        .executeTakeFirst();
      const opened = (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
      if (opened) await step(ticket.id, ticket.openedAtMs, by, 'opened');
      const row = await select()
        .where('t.line_id', '=', ticket.lineId)
        .where('t.fault', '=', ticket.fault)
        .where('t.state', '=', 'open')
        .executeTakeFirstOrThrow();
      return { ticket: toTicket(row), opened };
    },
    close: async (id, at) => {
      const result = await db
        .updateTable('tickets')
        .set({ state: 'closed', closed_at_ms: at.atMs, closed_by_verdict_id: at.byVerdictId })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      if (result.numUpdatedRows > 0n) await step(id, at.atMs, at.by, 'closed');
    },
    askRetest: async (id, at) => {
      await db
        .updateTable('tickets')
        .set({ retest_asked_at_ms: at.atMs })
        .where('id', '=', id)
        .execute();
      await step(id, at.atMs, at.by, 'retest_asked');
    },
    row: async (id) => {
      const row = await select().where('t.id', '=', id).executeTakeFirst();
      return row ? toTicket(row) : null;
    },
    steps: async (id) =>
      (
        await db
          .selectFrom('ticket_steps')
          .selectAll()
          .where('ticket_id', '=', id)
          .orderBy('id')
          .execute()
      ).map((row) => ({ atMs: row.at_ms, by: row.by, kind: row.kind as TicketStep['kind'] })),
    openOf: async (lineId) =>
      (await select().where('t.line_id', '=', lineId).where('t.state', '=', 'open').execute()).map(
        toTicket,
      ),
    openRetests: async () =>
      (
        await select()
          .where('t.state', '=', 'open')
          .where('t.retest_asked_at_ms', 'is not', null)
          .orderBy('t.retest_asked_at_ms')
          .execute()
      ).map(toTicket),
    repairedFromMs: async (lineId) => {
      const row = await db
        .selectFrom('tickets')
        .select(sql<number | null>`max(coalesce(retest_asked_at_ms, opened_at_ms))`.as('from_ms'))
        .where('line_id', '=', lineId)
        .where('state', '=', 'closed')
        .executeTakeFirst();
      return row?.from_ms ?? null;
    },
    page: async (query, scope, paging) => {
      let wanted = select();
      if (scope !== 'all') {
        wanted = wanted.where(sql<boolean>`t.department_id = any(${[...scope]}::uuid[])`);
      }
      if (query.state) wanted = wanted.where('t.state', '=', query.state);
      if (query.departmentId) {
        wanted = wanted.where(
          sql<boolean>`t.department_id in (with recursive under as (
            select id from departments where id = ${query.departmentId}
            union select k.id from departments k join under on k.parent_id = under.id
          ) select id from under)`,
        );
      }
      if (query.fault?.length) wanted = wanted.where('t.fault', 'in', query.fault);
      if (query.q) {
        const part = `%${query.q.trim().replace(/[\\%_]/g, '\\$&')}%`;
        wanted = wanted.where(
          sql<boolean>`(l.dialled ilike ${part} or d.name ilike ${part} or t.number::text = ${query.q.trim()})`,
        );
      }
      const { total } = await wanted
        .clearSelect()
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      const rows = await wanted
        .orderBy(sql`t.state = 'closed'`)
        .orderBy('t.opened_at_ms', 'desc')
        .orderBy('t.number', 'desc')
        .limit(paging.pageSize)
        .offset((paging.page - 1) * paging.pageSize)
        .execute();
      return { items: rows.map(toTicket), total, ...paging };
    },
  };
}
