import { sql, type Kysely } from 'kysely';

const statements = [
  // What the device calls its own check, so that one sent again is recorded once.
  `alter table spot_checks add column client_key uuid unique`,

  `create table spot_questions (
    id uuid primary key,
    department_id uuid references departments (id),
    purpose text,
    question text not null check (btrim(question) <> ''),
    expected text not null check (btrim(expected) <> ''),
    active boolean not null,
    created_at_ms bigint not null
  )`,

  // A round is closed and never deleted: nobody draws until the sample pleases.
  `create table spot_rounds (
    id uuid primary key,
    name text not null,
    state text not null check (state in ('running', 'closed')),
    department_id uuid references departments (id),
    campaign_id uuid,
    tiers text[] not null,
    level integer not null,
    size integer not null,
    seed text not null,
    drawn_at_ms bigint not null,
    drawn_by text not null,
    closed_at_ms bigint
  )`,

  // Every line at the time of the draw: its stratum, or why it stands outside the frame.
  `create table spot_round_lines (
    round_id uuid not null references spot_rounds (id),
    line_id uuid not null references lines (id),
    number_key text not null,
    department_id uuid,
    department text,
    tier text not null,
    outside text,
    primary key (round_id, line_id)
  )`,

  `create table spot_tasks (
    id uuid primary key,
    round_id uuid not null references spot_rounds (id),
    line_id uuid not null references lines (id),
    position integer not null,
    tester_id text,
    tester_name text,
    taken_at_ms bigint,
    question_id uuid,
    question text,
    expected text,
    spot_check_id uuid unique references spot_checks (id),
    dropped text,
    unique (round_id, line_id),
    foreign key (round_id, line_id) references spot_round_lines (round_id, line_id),
    check (spot_check_id is null or dropped is null),
    check ((tester_id is null) = (tester_name is null))
  )`,
  `create index spot_tasks_tester on spot_tasks (tester_id) where spot_check_id is null and dropped is null`,
  // Two people never have the same line to call, whichever rounds drew it.
  `create unique index spot_tasks_one_caller on spot_tasks (line_id)
    where tester_id is not null and spot_check_id is null and dropped is null`,
  `create function spot_frame_raw() returns trigger language plpgsql as $$
    begin raise exception 'the frame of a round is kept as it was drawn'; end $$`,
  `create trigger spot_round_lines_raw before update or delete on spot_round_lines
    for each row execute function spot_frame_raw()`,
];

/** Rounds of spot checks with their frame, their sample and who calls which line, and the questions asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
