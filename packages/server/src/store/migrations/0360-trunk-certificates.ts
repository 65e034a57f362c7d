import { sql, type Kysely } from 'kysely';

/** What a trunk shows its carrier over TLS, and which authorities are believed of the carrier. */
const statements = [
  `alter table trunks add column client_certificate jsonb`,
  `alter table trunks add column authorities jsonb not null default '[]'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
