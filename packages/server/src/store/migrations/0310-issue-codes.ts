import { sql, type Kysely } from 'kysely';

/** Doubts about listings and the particulars of conflicts as codes with data, so that they read in any language. */
const statements = [
  `alter table listings add column issues jsonb not null default '[]'`,
  `update listings set issues = jsonb_build_array(
    jsonb_build_object('code', 'noted', 'data', jsonb_build_object('text', issue))) where issue is not null`,
  `alter table listings drop column issue`,
  `alter table listing_conflicts alter column detail type jsonb
    using jsonb_build_object('code', 'noted', 'text', detail)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
