import { sql, type Kysely } from 'kysely';

/** Codes, names of before, merged departments, what became of each, and tables read for a preview. */
const statements = [
  // A merged department stays as a row: what is on record for it keeps its meaning.
  `alter table departments
    add column code text,
    add column merged_into uuid references departments (id),
    add check (merged_into is null or merged_into <> id)`,
  `create unique index departments_code on departments (code)
     where code is not null and merged_into is null`,
  `create index departments_merged on departments (merged_into) where merged_into is not null`,

  `create table department_former_names (
    department_id uuid not null references departments (id),
    name text not null,
    until_ms bigint not null,
    primary key (department_id, name)
  )`,

  `create table department_events (
    id bigint generated always as identity primary key,
    department_id uuid not null references departments (id),
    at_ms bigint not null,
    by text not null,
    kind text not null check (kind in
      ('created', 'renamed', 'moved', 'recoded', 'area_code', 'took_in', 'merged')),
    before text,
    after text,
    detail jsonb not null
  )`,
  `create index department_events_department on department_events (department_id, id)`,
  `create trigger department_events_append_only before update or delete on department_events
    for each row execute function refuse_change()`,

  `create table department_imports (
    id uuid primary key,
    file text not null,
    read_at_ms bigint not null,
    read_by text not null,
    content jsonb not null,
    applied_at_ms bigint,
    applied_by text,
    result jsonb,
    check ((applied_at_ms is null) = (result is null))
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
