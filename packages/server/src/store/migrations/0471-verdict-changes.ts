import { sql, type Kysely } from 'kysely';

/** When a line changed, so that only its calls since then count, and how it was before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table verdicts add column change jsonb`).execute(db);
}
