import { sql, type Kysely } from 'kysely';

/** The prints of what was said and played in each call, by which recordings are known again. */
const statements = [
  `create table observation_prints (
    observation_id uuid not null references observations (id) on delete cascade,
    from_ms double precision not null,
    to_ms double precision not null,
    kind text not null check (kind in ('speech', 'music')),
    after_answer boolean not null,
    print bytea not null,
    primary key (observation_id, from_ms)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
