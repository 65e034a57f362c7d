import { sql, type Kysely } from 'kysely';

/** How a call followed its script: its steps, and what was heard from one press of keys to the next. */
const statements = [
  `alter table observations add column script jsonb`,
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
      o.facts, o.script
    from observations o left join rereadings r on r.observation_id = o.id and r.until_ms is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
