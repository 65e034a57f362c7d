import { sql, type Kysely } from 'kysely';

/**
 * Announcements: the same recording heard over calls, with a person's word on it, and what observations
 * mean since. An observation is never edited: its rereadings stand beside it, and `observations_as_read`
 * gives each observation as it is read now.
 */
const statements = [
  `create table announcements (
    id uuid primary key,
    word text,
    labelled_by text,
    labelled_at_ms bigint,
    proposed_label text,
    proposed_origin text,
    text text not null default '',
    imported_calls integer not null default 0,
    imported_numbers integer not null default 0,
    sample_length_ms double precision,
    sample_loss_share double precision,
    exported_at_ms bigint,
    merged_into uuid references announcements (id),
    created_at_ms bigint not null,
    check ((word is null) = (labelled_by is null)),
    check ((proposed_label is null) = (proposed_origin is null))
  )`,
  `create index announcements_merged on announcements (merged_into) where merged_into is not null`,
  `create table announcement_prints (
    id uuid primary key,
    announcement_id uuid not null references announcements (id),
    print bytea not null,
    length_ms double precision not null,
    created_at_ms bigint not null
  )`,
  `create index announcement_prints_of on announcement_prints (announcement_id)`,

  `create table announcement_hearings (
    observation_id uuid not null references observations (id) on delete cascade,
    from_ms double precision not null,
    to_ms double precision not null,
    announcement_id uuid not null references announcements (id),
    bit_error_rate double precision not null,
    print_id uuid references announcement_prints (id) on delete set null,
    primary key (observation_id, from_ms)
  )`,
  `create index announcement_hearings_of on announcement_hearings (announcement_id)`,
  `create table announcements_apart (
    one uuid not null references announcements (id),
    other uuid not null references announcements (id),
    primary key (one, other),
    check (one < other)
  )`,

  `create table rereadings (
    id uuid primary key,
    observation_id uuid not null references observations (id) on delete cascade,
    announcement_id uuid references announcements (id),
    outcome text not null,
    confidence double precision not null,
    decided_by text not null,
    readings jsonb not null,
    time_to_person_ms double precision,
    kept_ms double precision,
    since_ms bigint not null,
    until_ms bigint,
    by text not null
  )`,
  `create unique index rereadings_current on rereadings (observation_id) where until_ms is null`,
  `create index rereadings_observation on rereadings (observation_id)`,
  `create function refuse_reread_change() returns trigger language plpgsql as $$
    begin
      if old.until_ms is not null or new.until_ms is null
        or to_jsonb(new) - 'until_ms' <> to_jsonb(old) - 'until_ms' then
        raise exception 'a rereading is replaced by another, never edited';
      end if;
      return new;
    end $$`,
  `create trigger rereadings_raw before update on rereadings
    for each row execute function refuse_reread_change()`,

  // Lines whose verdict is to be renewed because observations of theirs are read differently now.
  `create table verdicts_due (
    line_id uuid primary key references lines (id) on delete cascade,
    asked_at_ms bigint not null
  )`,

  `create view observations_as_read as
    select o.id, o.probe_id, o.line_id, o.trunk_id, o.campaign_id, o.started_at_ms, o.ended_at_ms,
      coalesce(r.outcome, o.outcome) as outcome,
      coalesce(r.confidence, o.confidence) as confidence,
      coalesce(r.decided_by, o.decided_by) as decided_by,
      coalesce(r.readings, o.readings) as readings,
      o.sip, o.timings,
      case when r.id is null then o.time_to_person_ms else r.time_to_person_ms end as time_to_person_ms,
      case when r.id is null then o.kept_ms else r.kept_ms end as kept_ms,
      o.heard, o.media,
      case when r.id is null then o.announcement_id else r.announcement_id end as announcement_id,
      o.ladder,
      case when r.id is null then null else o.outcome end as first_outcome,
      r.since_ms as reread_at_ms,
      r.by as reread_by
    from observations o left join rereadings r on r.observation_id = o.id and r.until_ms is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
