import { sql, type Kysely } from 'kysely';

/** Cases: demands of citizens on their way through the offices, with who asked, history, notices and files. */
const statements = [
  `create table cases (
    id uuid primary key,
    number bigint generated always as identity unique,
    state text not null check (state in ('received', 'dispatched', 'returned', 'accepted',
      'in_progress', 'answered', 'visited', 'reopened', 'closed')),
    demand text not null,
    category text not null,
    place text not null,
    channel text not null,
    line_id uuid references lines (id),
    department_id uuid references departments (id),
    received_at_ms bigint not null,
    answer text not null,
    answered_at_ms bigint,
    satisfaction text check (satisfaction in ('satisfied', 'not_satisfied', 'not_reached')),
    told_at_ms bigint,
    assigned_at_ms bigint not null,
    due_on text not null,
    extension jsonb,
    extensions_granted integer not null,
    times_reopened integer not null,
    closed_at_ms bigint,
    version integer not null
  )`,
  `create index cases_received on cases (received_at_ms desc, number desc)`,
  `create index cases_department on cases (department_id, received_at_ms desc)`,
  `create index cases_open_due on cases (due_on) where state <> 'closed'`,
  `create index cases_line on cases (line_id) where line_id is not null`,

  // Who asked, sealed; beside it what may be shown of it to everybody who sees the case.
  `create table case_contacts (
    case_id uuid primary key references cases (id),
    sealed text not null,
    shown_name text not null,
    shown_telephone text not null
  )`,

  `create table case_steps (
    id bigint generated always as identity primary key,
    case_id uuid not null references cases (id),
    at_ms bigint not null,
    by text not null,
    kind text not null,
    from_state text,
    to_state text,
    reason text not null,
    detail jsonb not null
  )`,
  `create index case_steps_case on case_steps (case_id, id)`,
  `create trigger case_steps_append_only before update or delete on case_steps
    for each row execute function refuse_change()`,

  // Of each kind and level one for one deadline, whatever process looks and however often.
  `create table case_notices (
    case_id uuid not null references cases (id),
    due_on text not null,
    kind text not null check (kind in ('reminder', 'notice', 'escalation')),
    level integer not null,
    at_ms bigint not null,
    working_days_overdue integer not null,
    to_department_id uuid references departments (id),
    primary key (case_id, due_on, kind, level)
  )`,

  `create table case_attachments (
    id uuid primary key,
    case_id uuid not null references cases (id),
    name text not null,
    bytes integer not null,
    added_at_ms bigint not null,
    added_by text not null
  )`,
  `create index case_attachments_case on case_attachments (case_id, id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
