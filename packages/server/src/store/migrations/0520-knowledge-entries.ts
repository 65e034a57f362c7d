import { sql, type Kysely } from 'kysely';

/** The entries of the knowledge base with their versions and what was done with each. */
const statements = [
  // In the order in which what is published changed, so that an index can ask what is new.
  `create sequence knowledge_changes`,

  `create table knowledge_entries (
    id uuid primary key,
    revision integer not null default 1,
    version integer not null,
    state text not null check (state in ('draft', 'reviewed', 'published', 'withdrawn')),
    published_version integer,
    published_from text,
    published_until text,
    question text not null check (btrim(question) <> ''),
    question_key text not null,
    answer text not null,
    texts text not null,
    department_id uuid references departments (id),
    category text not null,
    valid_until text,
    owner_id text,
    reviewer_id text,
    source_document_id uuid,
    source_lost boolean not null default false,
    written_by_id text,
    created_at_ms bigint not null,
    created_by text not null,
    changed_at_ms bigint not null,
    changed_by text not null,
    change bigint unique,
    check (state <> 'published' or published_version is not null),
    check (state <> 'withdrawn' or published_version is null)
  )`,
  `create index knowledge_entries_changed on knowledge_entries (changed_at_ms desc, id desc)`,
  `create index knowledge_entries_department on knowledge_entries (department_id, changed_at_ms desc)`,
  `create index knowledge_entries_key on knowledge_entries (question_key)`,
  `create index knowledge_entries_category on knowledge_entries (category text_pattern_ops)`,
  `create index knowledge_entries_until on knowledge_entries (published_until)
    where published_until is not null`,
  `create index knowledge_entries_document on knowledge_entries (source_document_id)
    where source_document_id is not null`,
  `create index knowledge_entries_lost on knowledge_entries (changed_at_ms desc) where source_lost`,

  `create table knowledge_versions (
    entry_id uuid not null references knowledge_entries (id),
    version integer not null,
    content jsonb not null,
    at_ms bigint not null,
    by text not null,
    by_id text,
    note text not null,
    primary key (entry_id, version)
  )`,
  `create trigger knowledge_versions_append_only before update or delete on knowledge_versions
    for each row execute function refuse_change()`,

  `create table knowledge_events (
    id bigint generated always as identity primary key,
    entry_id uuid not null references knowledge_entries (id),
    at_ms bigint not null,
    by text not null,
    kind text not null,
    version integer not null,
    note text not null
  )`,
  `create index knowledge_events_entry on knowledge_events (entry_id, id desc)`,
  `create trigger knowledge_events_append_only before update or delete on knowledge_events
    for each row execute function refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
