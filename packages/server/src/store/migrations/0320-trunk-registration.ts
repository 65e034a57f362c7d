import { sql, type Kysely } from 'kysely';

/** From when on a trunk's calls count for its health, how it registers at its carrier, and how that goes. */
const statements = [
  `alter table trunks add column watched_since_ms bigint not null default 0`,
  `alter table trunks add column registration jsonb`,
  `create index observations_trunk on observations (trunk_id, ended_at_ms)`,
  `create table trunk_registrations (
    trunk_id uuid primary key references trunks (id) on delete cascade,
    state text not null check (state in ('registering', 'registered', 'failed', 'refused')),
    registrar text,
    status integer,
    reason text,
    expires_at_ms bigint,
    retry_at_ms bigint,
    changed_at_ms bigint not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
