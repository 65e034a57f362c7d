import { sql, type Kysely } from 'kysely';

/** What citizens ask about, for counting: of one conversation each question once, without who asked. */
const statements = [
  `create table askings (
    id uuid primary key,
    conversation_id uuid not null references conversations (id),
    question_key text not null,
    question text not null,
    at_ms bigint not null,
    channel text not null,
    place text,
    answered boolean not null,
    entry_id uuid references knowledge_entries (id),
    line_id uuid references lines (id),
    unique (conversation_id, question_key)
  )`,
  `create index askings_by_time on askings (at_ms)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
