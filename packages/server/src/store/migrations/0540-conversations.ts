import { sql, type Kysely } from 'kysely';

/** Conversations with citizens: what was said with why, what was done, and what they say of it. */
const statements = [
  `create table conversations (
    id uuid primary key,
    secret_sha256 text not null unique,
    channel text not null,
    language text not null check (language in ('zh-CN', 'en')),
    region text,
    state text not null check (state in ('answering', 'waiting', 'with_person', 'closed')),
    version integer not null default 1,
    day text not null,
    sender text not null,
    started_at_ms bigint not null,
    last_message_at_ms bigint not null,
    messages integer not null default 0,
    question text not null default '',
    last_text text not null default '',
    thread jsonb not null,
    waiting_since_ms bigint,
    taken_by_id text,
    taken_by text,
    solved boolean,
    case_id uuid references cases (id),
    check ((state = 'waiting') = (waiting_since_ms is not null)),
    check (state <> 'with_person' or taken_by_id is not null)
  )`,
  `create index conversations_recent on conversations (last_message_at_ms desc, id desc)`,
  `create index conversations_waiting on conversations (waiting_since_ms, id) where state = 'waiting'`,
  `create index conversations_taken on conversations (taken_by_id) where state = 'with_person'`,
  `create index conversations_sender on conversations (sender, day)`,
  `create index conversations_case on conversations (case_id) where case_id is not null`,

  `create table conversation_messages (
    conversation_id uuid not null references conversations (id),
    position integer not null,
    at_ms bigint not null,
    author text not null check (author in ('citizen', 'machine', 'person', 'service')),
    by text,
    kind text not null check (kind in ('text', 'answer', 'question', 'abstained', 'notice')),
    text text not null,
    masked integer not null,
    citations jsonb not null,
    choices jsonb not null,
    reasons jsonb,
    client_key text,
    primary key (conversation_id, position),
    unique (conversation_id, client_key)
  )`,
  `create trigger conversation_messages_append_only before update or delete on conversation_messages
    for each row execute function refuse_change()`,

  `create table conversation_steps (
    id bigint generated always as identity primary key,
    conversation_id uuid not null references conversations (id),
    at_ms bigint not null,
    by text not null,
    kind text not null,
    note text not null
  )`,
  `create index conversation_steps_of on conversation_steps (conversation_id, id)`,
  `create trigger conversation_steps_append_only before update or delete on conversation_steps
    for each row execute function refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
