import { sql, type Kysely } from 'kysely';

/** Questions of citizens that had no good answer; of one conversation each once. */
const statements = [
  `create table question_gaps (
    id uuid primary key,
    conversation_id uuid not null references conversations (id),
    question_key text not null,
    question text not null,
    reason text not null check (reason in ('abstained', 'handed_over', 'not_solved')),
    at_ms bigint not null,
    state text not null default 'open' check (state in ('open', 'drafted', 'dismissed')),
    settled_at_ms bigint,
    settled_by text,
    entry_id uuid references knowledge_entries (id),
    unique (conversation_id, question_key),
    check ((state = 'open') = (settled_at_ms is null))
  )`,
  `create index question_gaps_open on question_gaps (at_ms desc, id desc) where state = 'open'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
