import { sql, type Kysely } from 'kysely';

/** Issued reports with the figures that they were issued with; none is ever changed. */
const statements = [
  `create table reports (
    id uuid primary key,
    kind text not null check (kind in ('weekly', 'campaign')),
    department_id uuid references departments (id),
    campaign_id uuid,
    reference text not null,
    issuer text not null,
    issued_at_ms bigint not null,
    issued_by text not null,
    figures jsonb not null
  )`,
  `create index reports_issued on reports (issued_at_ms desc)`,
  `create trigger reports_append_only before update or delete on reports
    for each row execute function refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
