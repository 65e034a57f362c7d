import { sql, type Kysely } from 'kysely';

/** The whole life of tickets: states, deadlines, history, notices, attachments; and filters that people keep. */
const statements = [
  `drop index tickets_one_open`,
  `alter table tickets drop constraint tickets_state_check`,
  `update tickets set state = 'opened' where state = 'open'`,
  `alter table tickets
    add check (state in
      ('opened', 'returned', 'accepted', 'in_repair', 'claimed', 'reopened', 'closed')),
    alter column opened_by_verdict_id drop not null,
    add column origin text not null default 'verdict',
    add column conflict_id uuid,
    add column evidence uuid[] not null default '{}',
    add column note text not null default '',
    add column assigned_at_ms bigint,
    add column extension jsonb,
    add column extensions_granted integer not null default 0,
    add column times_reopened integer not null default 0,
    add column version integer not null default 1`,
  `update tickets t set assigned_at_ms = opened_at_ms,
    evidence = coalesce((select v.evidence from verdicts v where v.id = t.opened_by_verdict_id), '{}')`,
  `alter table tickets alter column assigned_at_ms set not null`,
  `create unique index tickets_one_open on tickets (line_id, fault) where state <> 'closed'`,
  `create index tickets_open_due on tickets (due_on) where state <> 'closed'`,
  `create index tickets_department on tickets (department_id, opened_at_ms desc)`,
  `create index tickets_conflict on tickets (conflict_id) where conflict_id is not null`,

  `alter table ticket_steps
    add column from_state text,
    add column to_state text,
    add column reason text not null default '',
    add column detail jsonb not null default '{}'`,
  `create trigger ticket_steps_append_only before update or delete on ticket_steps
    for each row execute function refuse_change()`,

  // Of each kind and level one for one deadline, whatever process looks and however often.
  `create table ticket_notices (
    ticket_id uuid not null references tickets (id),
    due_on text not null,
    kind text not null check (kind in ('reminder', 'notice', 'escalation')),
    level integer not null,
    at_ms bigint not null,
    working_days_overdue integer not null,
    to_department_id uuid references departments (id),
    primary key (ticket_id, due_on, kind, level)
  )`,

  `create table ticket_attachments (
    id uuid primary key,
    ticket_id uuid not null references tickets (id),
    name text not null,
    bytes integer not null,
    added_at_ms bigint not null,
    added_by text not null
  )`,
  `create index ticket_attachments_ticket on ticket_attachments (ticket_id, id)`,

  `create table saved_filters (
    id uuid primary key,
    account_id text not null,
    page text not null,
    name text not null,
    search text not null,
    unique (account_id, page, name)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
