import { sql, type Kysely } from 'kysely';

/** Versions of lines, what owners say of them, personal links, and news that lead elsewhere than to a ticket. */
const statements = [
  // When the owner's answer is due, and what has gone out about that (domain/owners/confirmation.ts).
  `alter table lines
    add column version integer not null default 1,
    add column confirm_due_ms bigint,
    add column confirm_stage smallint not null default 0`,
  `create index lines_confirm on lines (confirm_due_ms, confirm_stage)
     where state = 'active' and department_id is not null`,
  `create index lines_unowned on lines (id) where department_id is null`,

  `create table line_versions (
    line_id uuid not null references lines (id),
    version integer not null,
    at_ms bigint not null,
    by text not null,
    reason text not null,
    since_day text,
    late_working_days integer not null,
    changes jsonb not null,
    successor_id uuid references lines (id),
    primary key (line_id, version)
  )`,
  `create trigger line_versions_append_only before update or delete on line_versions
    for each row execute function refuse_change()`,
  `create index line_versions_successor on line_versions (successor_id) where successor_id is not null`,

  `create table owner_answers (
    id uuid primary key,
    sequence bigint generated always as identity,
    line_id uuid not null references lines (id),
    version integer not null,
    department_id uuid references departments (id),
    word text not null check (word in ('confirmed', 'disputed')),
    dispute jsonb,
    at_ms bigint not null,
    by text not null,
    by_link boolean not null,
    valid_to_ms bigint,
    check ((word = 'disputed') = (dispute is not null))
  )`,
  `create index owner_answers_line on owner_answers (line_id, sequence desc)`,
  `create trigger owner_answers_append_only before update or delete on owner_answers
    for each row execute function refuse_change()`,

  `create table owner_links (
    id uuid primary key,
    sha256 text not null unique,
    secret_sealed text not null,
    keeper_id uuid not null references keepers (id) on delete cascade,
    created_at_ms bigint not null,
    created_by text not null,
    expires_at_ms bigint not null,
    used_at_ms bigint,
    withdrawn_at_ms bigint
  )`,
  `create unique index owner_links_one on owner_links (keeper_id) where withdrawn_at_ms is null`,

  `alter table news drop constraint news_kind_check`,
  `alter table news
    add constraint news_kind_check
      check (kind in ('opened', 'reminder', 'notice', 'escalation', 'confirmation')),
    add column path text`,
  `alter table deliveries add column keeper_id uuid references keepers (id) on delete cascade`,
  // Whoever chose to be told of everything wants this too.
  ...['telling_choices', 'telling_targets'].map(
    (table) => `update ${table} set kinds = array_append(kinds, 'confirmation')
      where kinds @> array['opened', 'reminder', 'notice', 'escalation']`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
