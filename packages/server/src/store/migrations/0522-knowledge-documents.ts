import { sql, type Kysely } from 'kysely';

/** Documents that entries rest on, with every version of their texts, cut into passages. */
const statements = [
  `create table knowledge_documents (
    id uuid primary key,
    name text not null,
    department_id uuid references departments (id),
    version integer not null,
    changed_at_ms bigint not null,
    changed_by text not null
  )`,
  `create index knowledge_documents_changed on knowledge_documents (changed_at_ms desc, id desc)`,

  `create table knowledge_document_versions (
    document_id uuid not null references knowledge_documents (id),
    version integer not null,
    file text not null,
    format text not null,
    sha256 text not null,
    unread jsonb not null,
    passages integer not null,
    at_ms bigint not null,
    by text not null,
    primary key (document_id, version)
  )`,
  `create trigger knowledge_document_versions_append_only
    before update or delete on knowledge_document_versions
    for each row execute function refuse_change()`,

  // One behind the other they are the whole text.
  `create table knowledge_passages (
    document_id uuid not null,
    version integer not null,
    position integer not null,
    headings jsonb not null,
    text text not null,
    primary key (document_id, version, position),
    foreign key (document_id, version)
      references knowledge_document_versions (document_id, version)
  )`,
  `create trigger knowledge_passages_append_only before update or delete on knowledge_passages
    for each row execute function refuse_change()`,

  `alter table knowledge_entries add foreign key (source_document_id)
    references knowledge_documents (id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
