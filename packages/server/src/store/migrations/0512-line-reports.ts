import { sql, type Kysely } from 'kysely';

/** Reports of citizens that a number did not work; who sent one is kept as a digest that changes every day. */
const statements = [
  `create table line_reports (
    id uuid primary key,
    line_id uuid not null references lines (id),
    kind text not null,
    note text not null,
    at_ms bigint not null,
    day text not null,
    sender text not null,
    state text not null check (state in
      ('waiting', 'known', 'for_people', 'confirmed', 'not_confirmed')),
    settled_at_ms bigint,
    unique (line_id, sender, day)
  )`,
  `create index line_reports_listed on line_reports (at_ms desc, id)`,
  `create index line_reports_waiting on line_reports (line_id, at_ms) where state = 'waiting'`,
  `create index line_reports_sender on line_reports (sender, day)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
