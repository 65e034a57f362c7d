import { sql, type Kysely } from 'kysely';

/** Tables of questions and answers that were read, row by row, for a preview and for their import. */
const statements = [
  `create table knowledge_imports (
    id uuid primary key,
    file text not null,
    read_at_ms bigint not null,
    read_by text not null,
    columns jsonb not null,
    rows integer not null,
    unread jsonb not null,
    settings jsonb not null,
    counts jsonb,
    applied_at_ms bigint,
    applied_by text
  )`,
  `create table knowledge_import_rows (
    import_id uuid not null references knowledge_imports (id) on delete cascade,
    position integer not null,
    sheet text,
    row integer not null,
    cells jsonb not null,
    word text,
    question text,
    answer text,
    problem jsonb,
    same_row integer,
    entry_id uuid,
    primary key (import_id, position)
  )`,
  `create index knowledge_import_rows_word on knowledge_import_rows (import_id, word, position)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
