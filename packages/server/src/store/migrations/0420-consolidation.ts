import { sql, type Kysely } from 'kysely';

/** What people made of proposals to consolidate the inventory; the proposals themselves are reckoned anew each time. */
const statements = [
  `create table proposal_decisions (
    key text primary key,
    word text not null check (word in ('accepted', 'changed', 'rejected')),
    note text not null,
    proposal jsonb not null,
    decided_at_ms bigint not null,
    decided_by text not null,
    ticket_ids uuid[] not null default '{}'
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
