import { sql, type Kysely } from 'kysely';

/** What names this installation wherever it is served: feeds that are subscribed to keep their identity by it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`insert into settings (key, value)
    values ('installation', to_jsonb(gen_random_uuid()::text)) on conflict do nothing`.execute(db);
}
