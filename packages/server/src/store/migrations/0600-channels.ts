import { sql, type Kysely } from 'kysely';

/** Channels: accounts on platforms, who writes by them, what came, what was refused, and replies in the outbox. */
const statements = [
  `create table channels (
    id uuid primary key,
    kind text not null check (kind in ('wechat', 'douyin', 'weibo', 'widget')),
    name text not null unique,
    enabled boolean not null,
    settings jsonb not null,
    secrets_sealed text not null,
    token_sealed text,
    token_until_ms bigint,
    created_at_ms bigint not null,
    last_heard_at_ms bigint
  )`,

  // Who writes by a channel: known by a digest, written to by what is sealed.
  `create table channel_senders (
    id uuid primary key,
    channel_id uuid not null references channels (id) on delete cascade,
    sender_sha256 text not null,
    sender_sealed text not null,
    way_sealed text,
    conversation_id uuid references conversations (id),
    heard_at_ms bigint not null,
    unique (channel_id, sender_sha256)
  )`,
  // Also of conversations before the present one: results of cases return to them.
  `create table channel_conversations (
    conversation_id uuid primary key references conversations (id),
    sender_id uuid not null references channel_senders (id) on delete cascade
  )`,

  // What came is kept before it is answered, and sealed only until then; a repetition is the same row.
  `create table channel_messages (
    channel_id uuid not null references channels (id) on delete cascade,
    message_sha256 text not null,
    at_ms bigint not null,
    content_sealed text,
    sender_id uuid references channel_senders (id) on delete cascade,
    conversation_id uuid references conversations (id),
    after_position integer,
    until_position integer,
    said text,
    in_response boolean not null default false,
    primary key (channel_id, message_sha256)
  )`,
  `create index channel_messages_waiting on channel_messages (at_ms) where content_sealed is not null`,
  `create index channel_messages_old on channel_messages (at_ms) where content_sealed is null`,

  `create table channel_refusals (
    channel_id uuid not null references channels (id) on delete cascade,
    day text not null,
    reason text not null,
    count integer not null,
    last_at_ms bigint not null,
    primary key (channel_id, day, reason)
  )`,

  `alter table news drop constraint news_kind_check`,
  `alter table news add constraint news_kind_check check (kind in
    ('opened', 'reminder', 'notice', 'escalation', 'confirmation', 'menu', 'mention', 'case', 'reply')),
    add column reply jsonb`,
  `alter table deliveries drop constraint deliveries_channel_check`,
  `alter table deliveries
    add constraint deliveries_channel_check check (channel in ('email', 'webhook', 'wecom', 'dingtalk', 'feishu',
      'work_orders', 'wechat', 'douyin', 'weibo')),
    add column channel_sender_id uuid references channel_senders (id) on delete set null,
    add column pieces_sent integer not null default 0`,
  `create index deliveries_sender on deliveries (channel_sender_id) where channel_sender_id is not null`,
  `create index conversations_started on conversations (started_at_ms)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
