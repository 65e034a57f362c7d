import { sql, type Kysely } from 'kysely';

/** Measures stand in the order in which they were made, also those of one moment. */
const statements = [
  `alter table measures add column sequence bigint generated always as identity`,
  `drop index measures_programme`,
  `create index measures_programme on measures (programme_id, sequence)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
