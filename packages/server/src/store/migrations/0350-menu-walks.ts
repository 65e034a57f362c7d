import { sql, type Kysely } from 'kysely';

/** Walks through the menus of lines: what stands at each place, and the call in which it was heard. */
const statements = [
  `create table menu_walks (
    id uuid primary key,
    line_id uuid not null references lines (id) on delete cascade,
    limits jsonb not null,
    places jsonb not null,
    calls integer not null,
    started_at_ms bigint not null,
    changed_at_ms bigint not null,
    finished_at_ms bigint
  )`,
  `create index menu_walks_line on menu_walks (line_id, started_at_ms)`,
  // One walk a line at a time, so that its calls are counted once.
  `create unique index menu_walks_one_open on menu_walks (line_id) where finished_at_ms is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
