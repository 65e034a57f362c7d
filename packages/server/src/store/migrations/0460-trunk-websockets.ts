import { sql, type Kysely } from 'kysely';

/** Which resource of a web server a trunk over WebSocket asks for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table trunks add column websocket_path text not null default '/'`)
    .execute(db);
}
