import { sql, type Kysely } from 'kysely';

/** Programmes with their measures, indicators, progress, reminders, and the documents that measures are read from. */
const statements = [
  `create table programmes (
    id uuid primary key,
    name text not null check (btrim(name) <> ''),
    description text not null,
    department_id uuid references departments (id),
    state text not null check (state in ('running', 'closed')),
    created_at_ms bigint not null,
    created_by text not null
  )`,

  `create table programme_documents (
    id uuid primary key,
    programme_id uuid not null references programmes (id),
    name text not null,
    text text not null,
    unread jsonb not null,
    checks jsonb not null,
    flags integer not null,
    read_at_ms bigint not null,
    read_by text not null
  )`,
  `create index programme_documents_programme on programme_documents (programme_id, read_at_ms)`,

  `create table measures (
    id uuid primary key,
    programme_id uuid not null references programmes (id),
    title text not null check (btrim(title) <> ''),
    category text not null,
    lead_office_id uuid references departments (id),
    deadline text,
    quote text not null,
    document_id uuid references programme_documents (id),
    created_at_ms bigint not null,
    version integer not null default 1,
    withdrawn_at_ms bigint,
    withdrawn_by text,
    withdrawn_reason text,
    check ((withdrawn_at_ms is null) = (withdrawn_reason is null))
  )`,
  `create index measures_programme on measures (programme_id, created_at_ms, id)`,
  `create index measures_deadline on measures (deadline) where withdrawn_at_ms is null`,

  `create table measure_offices (
    measure_id uuid not null references measures (id),
    department_id uuid not null references departments (id),
    position integer not null,
    primary key (measure_id, department_id)
  )`,

  // A live indicator is read from lines and tickets, so nothing is kept of its actual.
  `create table measure_indicators (
    id uuid primary key,
    measure_id uuid not null references measures (id),
    position integer not null,
    name text not null,
    unit text not null,
    planned double precision,
    actual double precision,
    live text,
    live_of text,
    check (live is null or actual is null),
    check ((live is null) = (live_of is null))
  )`,
  `create index measure_indicators_measure on measure_indicators (measure_id, position)`,

  `create table progress_reports (
    id uuid primary key,
    sequence bigint generated always as identity,
    measure_id uuid not null references measures (id),
    at_ms bigint not null,
    by text not null,
    text text not null,
    actuals jsonb not null,
    done boolean not null
  )`,
  `create index progress_reports_measure on progress_reports (measure_id, sequence desc)`,
  `create trigger progress_reports_append_only before update or delete on progress_reports
    for each row execute function refuse_change()`,

  // Of each kind one for one deadline, whatever process looks and however often.
  `create table measure_reminders (
    measure_id uuid not null references measures (id),
    deadline text not null,
    kind text not null check (kind in ('before', 'after')),
    at_ms bigint not null,
    primary key (measure_id, deadline, kind)
  )`,

  `create table measure_proposals (
    id uuid primary key,
    document_id uuid not null references programme_documents (id),
    position integer not null,
    proposal jsonb not null,
    state text not null check (state in ('open', 'accepted', 'rejected')),
    measure_id uuid references measures (id),
    decided_at_ms bigint,
    decided_by text,
    check ((state = 'open') = (decided_by is null))
  )`,
  `create index measure_proposals_document on measure_proposals (document_id, position)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
