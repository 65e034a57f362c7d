import { sql, type Kysely } from 'kysely';

/** How many calls failed on each day on which several did and none got through: such misses tell less than others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table verdicts add column blank_days integer[] not null default '{}'`)
    .execute(db);
}
