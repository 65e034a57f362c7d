import type { ColumnType, Generated } from 'kysely';

/** Tables of tickets, as migrations 0001 and 0370 leave them. */
export interface TicketTables {
  tickets: Tickets;
  ticket_steps: TicketSteps;
  ticket_notices: TicketNotices;
  ticket_attachments: TicketAttachments;
  saved_filters: SavedFilters;
}

interface Tickets {
  id: string;
  number: Generated<number>;
  line_id: string;
  department_id: string | null;
  fault: string;
  state: string;
  origin: string;
  opened_at_ms: number;
  opened_by_verdict_id: string | null;
  conflict_id: string | null;
  evidence: string[];
  note: string;
  assigned_at_ms: number;
  due_on: string;
  extension: ColumnType<unknown, string | null, string | null>;
  extensions_granted: number;
  times_reopened: number;
  retest_asked_at_ms: number | null;
  closed_at_ms: number | null;
  closed_by_verdict_id: string | null;
  version: number;
}

interface TicketSteps {
  id: Generated<number>;
  ticket_id: string;
  at_ms: number;
  by: string;
  kind: string;
  from_state: string | null;
  to_state: string | null;
  reason: string;
  detail: ColumnType<unknown, string, string>;
}

interface TicketNotices {
  ticket_id: string;
  due_on: string;
  kind: string;
  level: number;
  at_ms: number;
  working_days_overdue: number;
  to_department_id: string | null;
}

interface TicketAttachments {
  id: string;
  ticket_id: string;
  name: string;
  bytes: number;
  added_at_ms: number;
  added_by: string;
}

interface SavedFilters {
  id: string;
  account_id: string;
  page: string;
  name: string;
  search: string;
}
