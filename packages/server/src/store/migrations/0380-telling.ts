import { sql, type Kysely } from 'kysely';

/** Telling people: what was told, to whom, how each wants it, where else it goes, and what waits to leave. */
const statements = [
  `create table news (
    id uuid primary key,
    key text not null unique,
    kind text not null check (kind in ('opened', 'reminder', 'notice', 'escalation')),
    at_ms bigint not null,
    ticket_id uuid references tickets (id),
    department_id uuid references departments (id),
    subject jsonb not null,
    text jsonb not null
  )`,

  `create table notifications (
    account_id text not null references auth_user (id) on delete cascade,
    news_id uuid not null references news (id),
    read_at_ms bigint,
    primary key (account_id, news_id)
  )`,
  `create index notifications_unread on notifications (account_id) where read_at_ms is null`,

  `create table telling_choices (
    account_id text primary key references auth_user (id) on delete cascade,
    address text,
    email text not null check (email in ('none', 'each', 'daily')),
    kinds text[] not null
  )`,

  `create table telling_targets (
    id uuid primary key,
    kind text not null check (kind in ('webhook', 'wecom', 'dingtalk', 'feishu')),
    name text not null unique,
    address text not null,
    url_sealed text not null,
    secret_sealed text,
    department_id uuid references departments (id),
    kinds text[] not null,
    language text not null,
    enabled boolean not null,
    created_at_ms bigint not null
  )`,

  // The outbox: a row is written with what it tells of, and each goes to one address once.
  `create table deliveries (
    id uuid primary key,
    news_id uuid not null references news (id),
    channel text not null check (channel in ('email', 'webhook', 'wecom', 'dingtalk', 'feishu')),
    account_id text references auth_user (id) on delete cascade,
    target_id uuid references telling_targets (id) on delete set null,
    address_key text not null,
    to_name text not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'given_up')),
    due_at_ms bigint not null,
    attempts integer not null default 0,
    batch_id uuid,
    claimed_until_ms bigint,
    last_attempt_at_ms bigint,
    sent_at_ms bigint,
    failure jsonb,
    unique (news_id, address_key)
  )`,
  `create index deliveries_due on deliveries (due_at_ms, id) where state = 'waiting'`,
  `create index deliveries_address on deliveries (address_key) where state = 'waiting'`,
  `create index deliveries_batch on deliveries (batch_id) where batch_id is not null`,
  `create index deliveries_target on deliveries (target_id, sent_at_ms) where target_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
