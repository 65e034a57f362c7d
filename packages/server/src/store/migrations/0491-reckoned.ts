import { sql, type Kysely } from 'kysely';

/** What takes long to reckon is kept with what it followed from, so that a start does not reckon it anew. */
const statements = [
  `create table reckoned_plans (
    line_id uuid primary key references lines (id) on delete cascade,
    followed_from text not null,
    met jsonb not null,
    plan jsonb
  )`,
  `create table reckoned_proposals (
    singleton boolean primary key default true check (singleton),
    at_ms bigint not null,
    proposals jsonb not null,
    is_due boolean not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
