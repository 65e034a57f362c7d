import { sql, type Kysely } from 'kysely';

/**
 * Bad hours of trunks, with the figures they rest on, and the calls that do not speak of their lines because of them. An
 * observation is never edited: that it is set aside stands beside it, and `observations_as_read` tells.
 */
const statements = [
  `create table bad_hours (
    id uuid primary key,
    trunk_id uuid not null references trunks (id),
    symptom text not null,
    state text not null check (state in ('suspected', 'found', 'dismissed', 'withdrawn')),
    from_ms bigint not null,
    last_failed_ms bigint not null,
    to_ms bigint,
    figures jsonb,
    found_at_ms bigint not null,
    set_by text,
    note text not null default '',
    withdrawn_at_ms bigint,
    withdrawn_by text,
    check (to_ms is null or to_ms > from_ms),
    check ((state = 'withdrawn') = (withdrawn_by is not null)),
    check ((figures is null) = (set_by is not null))
  )`,
  `create index bad_hours_trunk on bad_hours (trunk_id, from_ms)`,
  `create index bad_hours_open on bad_hours (trunk_id) where state = 'found' and to_ms is null`,

  `create table calls_set_aside (
    id bigint generated always as identity primary key,
    observation_id uuid not null references observations (id) on delete cascade,
    bad_hour_id uuid not null references bad_hours (id),
    since_ms bigint not null,
    until_ms bigint
  )`,
  `create unique index calls_set_aside_current on calls_set_aside (observation_id) where until_ms is null`,
  `create index calls_set_aside_hour on calls_set_aside (bad_hour_id)`,
  `create function refuse_set_aside_change() returns trigger language plpgsql as $$
    begin
      if old.until_ms is not null or new.until_ms is null
        or to_jsonb(new) - 'until_ms' <> to_jsonb(old) - 'until_ms' then
        raise exception 'that a call is set aside ends, and is never edited';
      end if;
      return new;
    end $$`,
  `create trigger calls_set_aside_raw before update on calls_set_aside
    for each row execute function refuse_set_aside_change()`,

  `create table control_lines (
    line_id uuid primary key references lines (id) on delete cascade,
    note text not null,
    named_by text not null,
    named_at_ms bigint not null
  )`,

  `create or replace view observations_as_read as
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
      r.by as reread_by,
      o.facts, o.script,
      a.bad_hour_id
    from observations o
      left join rereadings r on r.observation_id = o.id and r.until_ms is null
      left join calls_set_aside a on a.observation_id = o.id and a.until_ms is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
