import { sql, type Kysely } from 'kysely';

/** Whose hands a call is in, the guard's answers at both stages, and the moment of the last call. */
const statements = [
  `alter table ledger add column owner_id uuid`,
  `create index ledger_started on ledger (started_at_ms)`,
  `create index ledger_in_progress on ledger (owner_id) where ended_at_ms is null`,
  `create table guard_answers (
    id bigint generated always as identity primary key,
    probe_id uuid references probes (id),
    line_id uuid not null references lines (id),
    campaign_id uuid references campaigns (id),
    stage text not null check (stage in ('planning', 'dialling')),
    allowed boolean not null,
    reason text,
    asked_at_ms bigint not null,
    answer jsonb not null
  )`,
  `create index guard_answers_probe on guard_answers (probe_id)`,
  `create index guard_answers_line on guard_answers (line_id, id)`,
  `create trigger guard_answers_raw before update or delete on guard_answers
    for each row execute function refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
