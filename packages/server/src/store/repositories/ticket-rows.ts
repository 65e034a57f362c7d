import type { Ticket, TicketExtension, TicketFault, TicketState, Tier } from '@everyline/domain';

import type { TicketRow } from '../../app/ports/store/tickets.ts';
import type { Database } from '../database.ts';

/** Tickets with their line, its office, and what the verdict that opened them counted. */
export function selectTickets(db: Database) {
  return db
    .selectFrom('tickets as t')
    .innerJoin('lines as l', 'l.id', 't.line_id')
    .leftJoin('departments as d', 'd.id', 't.department_id')
    .leftJoin('verdicts as v', 'v.id', 't.opened_by_verdict_id')
    .selectAll('t')
    .select([
      'l.dialled',
      'l.area_code',
      'l.extension as number_extension',
      'l.tier',
      'd.name as department_name',
      'v.attempts',
      'v.reached',
    ]);
}

export type TicketSelect = ReturnType<typeof selectTickets>;
type Row = Awaited<ReturnType<TicketSelect['execute']>>[number];

export function toTicket(row: Row): TicketRow {
  return {
    id: row.id,
    number: row.number,
    lineId: row.line_id,
    departmentId: row.department_id,
    departmentName: row.department_name,
    tier: row.tier as Tier,
    telephone: {
      dialled: row.dialled,
      areaCode: row.area_code,
      extension: row.number_extension,
    },
    attempts: row.attempts,
    reached: row.reached,
    fault: row.fault as TicketFault,
    state: row.state as TicketState,
    origin: row.origin as Ticket['origin'],
    openedAtMs: row.opened_at_ms,
    openedByVerdictId: row.opened_by_verdict_id,
    conflictId: row.conflict_id,
    evidence: row.evidence,
    note: row.note,
    assignedAtMs: row.assigned_at_ms,
    dueOn: row.due_on,
    extension: row.extension as TicketExtension | null,
    extensionsGranted: row.extensions_granted,
    timesReopened: row.times_reopened,
    retestAskedAtMs: row.retest_asked_at_ms,
    closedAtMs: row.closed_at_ms,
    closedByVerdictId: row.closed_by_verdict_id,
    version: row.version,
  };
}

/** A ticket as its table has it, but for its id and number. */
export function toColumns(ticket: Ticket) {
  return {
    line_id: ticket.lineId,
    department_id: ticket.departmentId,
    fault: ticket.fault,
    state: ticket.state,
    origin: ticket.origin,
    opened_at_ms: ticket.openedAtMs,
    opened_by_verdict_id: ticket.openedByVerdictId,
    conflict_id: ticket.conflictId,
    evidence: [...ticket.evidence],
    note: ticket.note,
    assigned_at_ms: ticket.assignedAtMs,
    due_on: ticket.dueOn,
    extension: ticket.extension === null ? null : JSON.stringify(ticket.extension),
    extensions_granted: ticket.extensionsGranted,
    times_reopened: ticket.timesReopened,
    retest_asked_at_ms: ticket.retestAskedAtMs,
    closed_at_ms: ticket.closedAtMs,
    closed_by_verdict_id: ticket.closedByVerdictId,
    version: ticket.version,
  };
}
