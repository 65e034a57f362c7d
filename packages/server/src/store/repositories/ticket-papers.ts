import type { TicketNoticeKind } from '@everyline/domain';
import { sql } from 'kysely';

import type { StoredNotice, TicketStore } from '../../app/ports/store/tickets.ts';
import type { Database } from '../database.ts';

type Part =
  | 'notices'
  | 'noticesOf'
  | 'addNotice'
  | 'attachments'
  | 'addAttachment'
  | 'conflictsWithoutTicket';

/** What belongs to tickets beside their moves: notices, attachments, contradictions that wait for one. */
export function ticketPapers(db: Database): Pick<TicketStore, Part> {
  const noticesOf = async (ids: readonly string[]) => {
    const rows = await db
      .selectFrom('ticket_notices')
      .selectAll()
      .where(sql<boolean>`ticket_id = any(${[...ids]}::uuid[])`)
      .orderBy('at_ms')
      .orderBy('level')
      .execute();
    const byTicket = new Map<string, StoredNotice[]>();
    for (const row of rows) {
      const notice: StoredNotice = {
        kind: row.kind as TicketNoticeKind,
        level: row.level,
        dueOn: row.due_on,
        atMs: row.at_ms,
        workingDaysOverdue: row.working_days_overdue,
        toDepartmentId: row.to_department_id,
      };
      const others = byTicket.get(row.ticket_id);
      if (others) others.push(notice);
      else byTicket.set(row.ticket_id, [notice]);
    }
    return byTicket;
  };
  return {
    noticesOf,
    notices: async (id) => (await noticesOf([id])).get(id) ?? [],
    addNotice: async (id, notice) => {
      const result = await db
        .insertInto('ticket_notices')
        .values({
          ticket_id: id,
          due_on: notice.dueOn,
          kind: notice.kind,
          level: notice.level,
          at_ms: notice.atMs,
          working_days_overdue: notice.workingDaysOverdue,
          to_department_id: notice.toDepartmentId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    attachments: async (ticketId) =>
      (
        await db
          .selectFrom('ticket_attachments')
          .selectAll()
          .where('ticket_id', '=', ticketId)
          .orderBy('id')
          .execute()
      ).map((row) => ({
        id: row.id,
        ticketId: row.ticket_id,
        name: row.name,
        bytes: row.bytes,
        addedAtMs: row.added_at_ms,
        addedBy: row.added_by,
      })),
    addAttachment: async (attachment) => {
      await db
        .insertInto('ticket_attachments')
        .values({
          id: attachment.id,
          ticket_id: attachment.ticketId,
          name: attachment.name,
          bytes: attachment.bytes,
          added_at_ms: attachment.addedAtMs,
          added_by: attachment.addedBy,
        })
        .execute();
    },
    conflictsWithoutTicket: async (foundBeforeMs, limit) => {
      const { rows } = await sql<{ conflictId: string; lineId: string }>`
        select distinct c.id as "conflictId", g.line_id as "lineId"
        from listing_conflicts c
        join conflict_listings k on k.conflict_id = c.id
        join listings g on g.id = k.listing_id
        join sources s on s.id = g.source_id
        join lines l on l.id = g.line_id
        where c.resolved_at_ms is null and c.found_at_ms < ${foundBeforeMs}
          and g.status = 'active' and s.superseded_by is null and l.state = 'active'
          and not exists (select 1 from tickets t where t.line_id = g.line_id
            and t.fault = 'contradictory' and (t.state <> 'closed' or t.conflict_id = c.id))
        limit ${limit}`.execute(db);
      return rows;
    },
  };
}
