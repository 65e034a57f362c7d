import { sql, type Kysely } from 'kysely';

/** The nouns of the glossary as tables; times are milliseconds since 1970 in `bigint`. */
const statements = [
  `create table settings (key text primary key, value jsonb not null)`,

  `create table departments (
    id uuid primary key,
    parent_id uuid references departments (id),
    name text not null,
    area_code text,
    created_at_ms bigint not null
  )`,
  `create index departments_parent on departments (parent_id)`,
  `create index departments_name on departments (name)`,

  `create table lines (
    id uuid primary key,
    number_key text not null unique,
    ledger_key text not null,
    dialled text not null,
    area_code text,
    extension text,
    number_type text not null,
    purpose text not null,
    department_id uuid references departments (id),
    owner text,
    services text[] not null default '{}',
    hours text,
    tier text not null,
    seats integer,
    sample boolean not null default false,
    state text not null,
    created_at_ms bigint not null
  )`,
  `create index lines_ledger_key on lines (ledger_key)`,
  `create index lines_department on lines (department_id)`,

  `create table clearances (
    id uuid primary key,
    scope_kind text not null check (scope_kind in ('line', 'department', 'list')),
    line_id uuid references lines (id),
    department_id uuid references departments (id),
    with_subtree boolean not null default false,
    list_name text,
    given_by text not null,
    basis text not null check (basis <> ''),
    given_at_ms bigint not null,
    valid_from_ms bigint not null,
    valid_to_ms bigint,
    hours jsonb,
    max_per_day integer,
    min_spacing_ms bigint,
    loopback_only boolean not null default false,
    recorded_by text not null,
    withdrawn_at_ms bigint,
    withdrawn_reason text,
    withdrawn_by text
  )`,
  `create index clearances_line on clearances (line_id)`,
  `create index clearances_department on clearances (department_id)`,
  `create table clearance_lines (
    clearance_id uuid not null references clearances (id) on delete cascade,
    line_id uuid not null references lines (id),
    primary key (clearance_id, line_id)
  )`,
  `create index clearance_lines_line on clearance_lines (line_id)`,

  `create table objections (
    id uuid primary key,
    by text not null check (by in ('callee', 'office')),
    ledger_key text,
    line_id uuid references lines (id),
    department_id uuid references departments (id),
    made_at_ms bigint not null,
    withdrawn_at_ms bigint,
    note text not null,
    recorded_by text not null,
    check (by <> 'callee' or withdrawn_at_ms is null)
  )`,
  `create index objections_ledger_key on objections (ledger_key)`,

  `create table trunks (
    id uuid primary key,
    name text not null,
    host text not null,
    port integer not null,
    transport text not null default 'udp',
    simulated boolean not null,
    registered_number text,
    presented_number text,
    username text,
    password_sealed text,
    channels integer not null,
    per_day integer not null,
    codecs text[] not null,
    state jsonb not null,
    created_at_ms bigint not null
  )`,

  `create table stops (
    id uuid primary key,
    pressed_at_ms bigint not null,
    by text not null,
    note text not null,
    released_at_ms bigint,
    released_by text
  )`,
  `create unique index stops_one_pressed on stops ((true)) where released_at_ms is null`,

  `create table policies (
    id uuid primary key,
    name text not null unique,
    rules jsonb not null,
    created_at_ms bigint not null
  )`,

  `create table campaigns (
    id uuid primary key,
    name text not null,
    state text not null check (state in ('draft', 'running', 'paused', 'finished')),
    scope jsonb not null,
    from_day text not null,
    to_day text not null,
    policy jsonb not null,
    targets jsonb not null,
    trunk_id uuid not null references trunks (id),
    created_at_ms bigint not null,
    created_by text not null,
    started_at_ms bigint,
    ended_at_ms bigint,
    state_reason jsonb
  )`,

  `create table probes (
    id uuid primary key,
    line_id uuid not null references lines (id),
    ledger_key text not null,
    campaign_id uuid references campaigns (id),
    asker jsonb not null,
    trunk_id uuid not null references trunks (id),
    state text not null check (state in ('planned', 'refused', 'dialling', 'done', 'interrupted')),
    planned_at_ms bigint not null,
    started_at_ms bigint,
    ended_at_ms bigint,
    guard jsonb,
    virtual_time boolean not null default false
  )`,
  `create index probes_line on probes (line_id, planned_at_ms desc)`,
  `create index probes_campaign on probes (campaign_id, planned_at_ms desc)`,
  `create index probes_planned on probes (planned_at_ms desc)`,
  `create index probes_open on probes (state) where state in ('planned', 'dialling')`,

  // The ledger counts calls by dialled number; at most one is in progress to each.
  `create table ledger (
    probe_id uuid primary key references probes (id),
    ledger_key text not null,
    line_id uuid not null references lines (id),
    department_id uuid,
    trunk_id uuid not null,
    asker jsonb not null,
    started_at_ms bigint not null,
    ended_at_ms bigint,
    outcome text,
    time_to_person_ms double precision,
    check ((ended_at_ms is null) = (outcome is null))
  )`,
  `create unique index ledger_one_in_progress on ledger (ledger_key) where ended_at_ms is null`,
  `create index ledger_key_started on ledger (ledger_key, started_at_ms)`,
  `create index ledger_department_started on ledger (department_id, started_at_ms)`,
  `create index ledger_trunk_started on ledger (trunk_id, started_at_ms)`,

  // Raw evidence: inserted once, never edited.
  `create table observations (
    id uuid primary key,
    probe_id uuid not null unique references probes (id),
    line_id uuid not null references lines (id),
    trunk_id uuid not null,
    campaign_id uuid,
    started_at_ms bigint not null,
    ended_at_ms bigint not null,
    outcome text not null,
    confidence double precision not null,
    decided_by text not null,
    readings jsonb not null,
    sip jsonb not null,
    timings jsonb not null,
    time_to_person_ms double precision,
    kept_ms double precision,
    heard jsonb not null,
    media jsonb,
    announcement_id uuid,
    ladder jsonb not null
  )`,
  `create index observations_line on observations (line_id, started_at_ms)`,
  `create index observations_campaign on observations (campaign_id, line_id, started_at_ms)`,
  `create index observations_started on observations (started_at_ms)`,
  `create index observations_unlabelled on observations (started_at_ms desc) where outcome = 'announcement_unknown'`,

  `create table recordings (
    probe_id uuid primary key references probes (id),
    codec text not null,
    from_ms double precision not null,
    length_ms double precision not null,
    sealed_bytes integer not null,
    peaks real[] not null,
    peak_step_ms double precision not null,
    kept boolean not null default false,
    created_at_ms bigint not null
  )`,
  `create index recordings_created on recordings (created_at_ms) where not kept`,

  `create table verdicts (
    id uuid primary key,
    line_id uuid not null references lines (id),
    kind text not null,
    rule text not null,
    confidence double precision not null,
    kind_confidence double precision not null,
    since_ms bigint not null,
    decided_at_ms bigint not null,
    until_ms bigint,
    attempts integer not null,
    reached integer not null,
    reach_rate double precision,
    interval_low double precision not null,
    interval_high double precision not null,
    interval_level double precision not null,
    closeness double precision not null,
    counts jsonb not null,
    median_time_to_person_ms double precision,
    evidence uuid[] not null,
    prior jsonb not null
  )`,
  `create unique index verdicts_current on verdicts (line_id) where until_ms is null`,
  `create index verdicts_line on verdicts (line_id, since_ms)`,

  `create table tickets (
    id uuid primary key,
    number bigint generated always as identity unique,
    line_id uuid not null references lines (id),
    department_id uuid references departments (id),
    fault text not null,
    state text not null check (state in ('open', 'closed')),
    opened_at_ms bigint not null,
    opened_by_verdict_id uuid not null,
    due_on text not null,
    closed_at_ms bigint,
    closed_by_verdict_id uuid,
    retest_asked_at_ms bigint
  )`,
  `create unique index tickets_one_open on tickets (line_id, fault) where state = 'open'`,
  `create index tickets_opened on tickets (opened_at_ms desc)`,
  `create table ticket_steps (
    id bigint generated always as identity primary key,
    ticket_id uuid not null references tickets (id),
    at_ms bigint not null,
    by text not null,
    kind text not null
  )`,
  `create index ticket_steps_ticket on ticket_steps (ticket_id, id)`,

  `create table spot_checks (
    id uuid primary key,
    line_id uuid not null references lines (id),
    campaign_id uuid,
    checked_at_ms bigint not null,
    tester text not null,
    code text not null,
    answer_right boolean,
    note text not null
  )`,
  `create index spot_checks_line on spot_checks (line_id, checked_at_ms)`,

  `create table api_tokens (
    id uuid primary key,
    name text not null,
    sha256 text not null unique,
    department_id uuid references departments (id),
    created_by text not null,
    created_at_ms bigint not null,
    last_used_at_ms bigint,
    revoked_at_ms bigint
  )`,

  // hash = SHA-256 of the hash before, the sequence and every column, each on a line of its own.
  `create table audit (
    sequence bigint primary key,
    at_ms bigint not null,
    actor text not null,
    operation text not null,
    subject_kind text not null,
    subject_id text,
    detail text not null,
    hash text not null
  )`,
  `create index audit_subject on audit (subject_kind, subject_id)`,
  `create function audit_chain() returns trigger language plpgsql as $$
    declare last record;
    begin
      perform pg_advisory_xact_lock(7166221);
      select sequence, hash into last from audit order by sequence desc limit 1;
      new.sequence := coalesce(last.sequence, 0) + 1;
      new.hash := encode(sha256(convert_to(concat_ws(E'\\n',
        coalesce(last.hash, ''), new.sequence, new.at_ms, new.actor, new.operation,
        new.subject_kind, coalesce(new.subject_id, ''), new.detail), 'UTF8')), 'hex');
      return new;
    end $$`,
  `create trigger audit_chain before insert on audit for each row execute function audit_chain()`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception '% is append-only', tg_table_name; end $$`,
  `create trigger audit_append_only before update or delete on audit
    for each row execute function refuse_change()`,
  `create trigger audit_no_truncate before truncate on audit
    for each statement execute function refuse_change()`,
  `create trigger observations_raw before update on observations
    for each row execute function refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
