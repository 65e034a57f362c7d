import { sql, type Kysely } from 'kysely';

/** The tickets of a line, closed ones included: of each line that is judged somebody asks when it was repaired last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index tickets_line on tickets (line_id, opened_at_ms desc)`.execute(db);
}
