import { sql, type Kysely } from 'kysely';

/** Work-order systems of others: who they are, which cases they know under which number, and what was heard from them. */
const statements = [
  `create table case_systems (
    id uuid primary key,
    name text not null unique,
    side text not null check (side in ('hotline', 'office')),
    department_id uuid references departments (id),
    secret_sealed text not null,
    url_sealed text,
    address text,
    sends_own boolean not null,
    enabled boolean not null,
    created_at_ms bigint not null
  )`,

  // Which of them knows a case, and by which number; no system: it came with a file.
  `create table case_links (
    case_id uuid not null references cases (id),
    system_id uuid references case_systems (id) on delete cascade,
    external_number text,
    came boolean not null
  )`,
  `create unique index case_links_case on case_links (case_id, coalesce(system_id::text, ''))`,
  `create unique index case_links_number on case_links (coalesce(system_id::text, ''), external_number)
    where external_number is not null`,

  // A signed request counts once.
  `create table case_system_nonces (
    system_id uuid not null references case_systems (id) on delete cascade,
    nonce text not null,
    at_ms bigint not null,
    primary key (system_id, nonce)
  )`,
  // An update of theirs is done once, however often they send it.
  `create table case_system_updates (
    system_id uuid not null references case_systems (id) on delete cascade,
    update_id text not null,
    case_id uuid not null references cases (id),
    at_ms bigint not null,
    primary key (system_id, update_id)
  )`,

  // What they are told of a case goes through the outbox as everything else does.
  `alter table news drop constraint news_kind_check`,
  `alter table news add constraint news_kind_check check (kind in
    ('opened', 'reminder', 'notice', 'escalation', 'confirmation', 'menu', 'mention', 'case')),
    add column case_event jsonb`,
  `alter table deliveries drop constraint deliveries_channel_check`,
  `alter table deliveries
    add constraint deliveries_channel_check check (channel in ('email', 'webhook', 'wecom', 'dingtalk', 'feishu', 'work_orders')),
    add column case_system_id uuid references case_systems (id) on delete set null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
