import { sql, type Kysely } from 'kysely';

/**
 * What lists and counts ask of many calls stands where they look for it: with each probe its outcome as it is read now,
 * and with each hearing what is known of its call. Triggers keep them in the transaction that changes what they follow
 * from; the record itself stays with the observations.
 */
/**
 * Whether a hearing in a call `o` was a voice unanswered: before any answer, and speech for the most part. A tune that
 * callers hear while it rings may be what an office plays in its queue, too.
 */
const isUnansweredVoice = (h: string) => `o.timings ->> 'answerMs' is null and 2 * (
  select coalesce(sum(least(${h}.to_ms, (x ->> 'toMs')::float8) - greatest(${h}.from_ms, (x ->> 'fromMs')::float8)), 0)
  from jsonb_array_elements(o.heard) x
  where x ->> 'kind' = 'speech'
    and (x ->> 'toMs')::float8 > ${h}.from_ms and (x ->> 'fromMs')::float8 < ${h}.to_ms
) > ${h}.to_ms - ${h}.from_ms`;
const isBeforeAnswer = (h: string) =>
  `${h}.from_ms < coalesce((o.timings ->> 'answerMs')::float8, 'infinity')`;

const statements = [
  `alter table probes add column outcome text`,
  `update probes p set outcome = o.outcome from observations_as_read o where o.probe_id = p.id`,
  `create function note_observed() returns trigger language plpgsql as $$
    begin
      update probes p set outcome = c.outcome from came c where p.id = c.probe_id;
      return null;
    end $$`,
  `create trigger observations_noted after insert on observations referencing new table as came
    for each statement execute function note_observed()`,
  `create function forget_observed() returns trigger language plpgsql as $$
    begin
      update probes p set outcome = null from gone g where p.id = g.probe_id;
      return null;
    end $$`,
  `create trigger observations_forgotten after delete on observations referencing old table as gone
    for each statement execute function forget_observed()`,

  // Lists, newest first, of all calls, of a line's or of a campaign's, with any filter; and the calls of days.
  `drop index probes_planned`,
  `create index probes_listed on probes (planned_at_ms desc, id) include (state, outcome, line_id, campaign_id)`,
  `drop index probes_line`,
  `create index probes_line on probes (line_id, planned_at_ms desc, id) include (state, outcome, campaign_id)`,
  `drop index probes_campaign`,
  `create index probes_campaign on probes (campaign_id, planned_at_ms desc, id) include (state, outcome, line_id)`,
  `create index probes_started on probes (started_at_ms) include (outcome, line_id) where outcome is not null`,
  `create index probes_ended on probes (ended_at_ms) include (campaign_id, state) where ended_at_ms is not null`,

  // What has come of a campaign's calls to each line. Rows are taken in their order, so that nobody waits in a circle.
  `create table campaign_calls (
    campaign_id uuid not null references campaigns (id) on delete cascade,
    line_id uuid not null references lines (id),
    state text not null,
    outcome text not null,
    calls integer not null,
    primary key (campaign_id, line_id, state, outcome) include (calls)
  )`,
  `insert into campaign_calls
    select campaign_id, line_id, state, coalesce(outcome, ''), count(*) from probes
    where campaign_id is not null group by 1, 2, 3, 4`,
  ...(
    [
      ['insert', 'referencing new table as came', 'select *, 1 as step from came'],
      ['delete', 'referencing old table as gone', 'select *, -1 as step from gone'],
      [
        'update',
        'referencing old table as gone new table as came',
        'select *, 1 as step from came union all select *, -1 as step from gone',
      ],
    ] as const
  ).flatMap(([change, tables, steps]) => [
    `create function count_campaign_calls_${change}() returns trigger language plpgsql as $$
      begin
        insert into campaign_calls as k (campaign_id, line_id, state, outcome, calls)
          select campaign_id, line_id, state, coalesce(outcome, ''), sum(step)
          from (${steps}) changed where campaign_id is not null
          group by 1, 2, 3, 4 having sum(step) <> 0 order by 1, 2, 3, 4
        on conflict (campaign_id, line_id, state, outcome) do update set calls = k.calls + excluded.calls;
        return null;
      end $$`,
    `create trigger probes_counted_${change} after ${change} on probes ${tables}
      for each statement execute function count_campaign_calls_${change}()`,
  ]),
  `create index ledger_line on ledger (line_id, started_at_ms)`,

  `alter table announcement_hearings
    add column line_id uuid references lines (id),
    add column trunk_id uuid,
    add column at_ms bigint,
    add column before_answer boolean,
    add column unanswered_voice boolean,
    add column outcome text`,
  `update announcement_hearings h set line_id = o.line_id, trunk_id = o.trunk_id, at_ms = o.started_at_ms,
      before_answer = ${isBeforeAnswer('h')}, unanswered_voice = ${isUnansweredVoice('h')}, outcome = o.outcome
    from observations_as_read o where o.id = h.observation_id`,
  `alter table announcement_hearings
    alter column line_id set not null,
    alter column trunk_id set not null,
    alter column at_ms set not null,
    alter column before_answer set not null,
    alter column unanswered_voice set not null,
    alter column outcome set not null`,
  `create function note_call_heard() returns trigger language plpgsql as $$
    begin
      select o.line_id, o.trunk_id, o.started_at_ms, ${isBeforeAnswer('new')}, ${isUnansweredVoice('new')}, o.outcome
        into new.line_id, new.trunk_id, new.at_ms, new.before_answer, new.unanswered_voice, new.outcome
        from observations_as_read o where o.id = new.observation_id;
      return new;
    end $$`,
  `create trigger announcement_hearings_call before insert on announcement_hearings
    for each row execute function note_call_heard()`,
  `drop index announcement_hearings_of`,
  `create index announcement_hearings_of on announcement_hearings (announcement_id)
    include (observation_id, line_id, trunk_id, at_ms, before_answer, outcome)`,
  `create index announcement_hearings_unanswered on announcement_hearings (announcement_id, line_id)
    where unanswered_voice`,
  `create index announcement_hearings_line on announcement_hearings (line_id, announcement_id)`,

  `create function note_reread() returns trigger language plpgsql as $$
    begin
      update probes p set outcome = o.outcome
        from came c join observations_as_read o on o.id = c.observation_id
        where p.id = o.probe_id and p.outcome is distinct from o.outcome;
      update announcement_hearings h set outcome = o.outcome
        from came c join observations_as_read o on o.id = c.observation_id
        where h.observation_id = o.id and h.outcome <> o.outcome;
      return null;
    end $$`,
  ...['insert', 'update'].map(
    (change) => `create trigger rereadings_noted_${change} after ${change} on rereadings
      referencing new table as came for each statement execute function note_reread()`,
  ),

  // In how many calls and on how many numbers an announcement was heard: what was heard once, as most speech is, is on
  // no list.
  `alter table announcements
    add column heard_calls integer not null default 0,
    add column heard_numbers integer not null default 0`,
  `update announcements a set heard_calls = h.calls, heard_numbers = h.numbers
    from (select h.announcement_id, count(distinct h.observation_id) as calls, count(distinct l.ledger_key) as numbers
      from announcement_hearings h join lines l on l.id = h.line_id group by 1) h
    where h.announcement_id = a.id`,
  ...(
    [
      [
        'insert',
        '+',
        'new table as changed',
        'and not exists (select from changed x where x.observation_id = h.observation_id and x.from_ms = h.from_ms)',
      ],
      ['delete', '-', 'old table as changed', ''],
    ] as const
  ).flatMap(([change, sign, table, others]) => [
    `create function count_hearings_${change}() returns trigger language plpgsql as $$
      begin
        update announcements a
          set heard_calls = a.heard_calls ${sign} n.calls, heard_numbers = a.heard_numbers ${sign} n.numbers
          from (
            select c.announcement_id,
              count(distinct c.observation_id) filter (where not exists (
                select from announcement_hearings h
                where h.observation_id = c.observation_id and h.announcement_id = c.announcement_id
                  ${others})) as calls,
              count(distinct l.ledger_key) filter (where not exists (
                select from lines k join announcement_hearings h
                  on h.line_id = k.id and h.announcement_id = c.announcement_id
                where k.ledger_key = l.ledger_key ${others})) as numbers
            from changed c join lines l on l.id = c.line_id
            group by c.announcement_id order by c.announcement_id) n
          where a.id = n.announcement_id;
        return null;
      end $$`,
    `create trigger hearings_counted_${change} after ${change} on announcement_hearings
      referencing ${table} for each statement execute function count_hearings_${change}()`,
  ]),
  `create function count_moved_hearings() returns trigger language plpgsql as $$
    begin
      update announcements a set heard_calls = n.calls, heard_numbers = n.numbers
        from (
          select m.id, count(distinct h.observation_id) as calls, count(distinct l.ledger_key) as numbers
          from (
            select distinct unnest(array[g.announcement_id, c.announcement_id]) as id
            from gone g join came c on c.observation_id = g.observation_id and c.from_ms = g.from_ms
            where c.announcement_id <> g.announcement_id) m
          left join announcement_hearings h on h.announcement_id = m.id
          left join lines l on l.id = h.line_id
          group by m.id) n
        where a.id = n.id;
      return null;
    end $$`,
  `create trigger hearings_counted_update after update on announcement_hearings
    referencing old table as gone new table as came for each statement execute function count_moved_hearings()`,
  `create index announcements_listed on announcements (id)
    where merged_into is null
      and (word is not null or proposed_label is not null or imported_calls > 0 or heard_calls >= 2)`,

  `create index verdicts_since on verdicts (since_ms) include (until_ms, kind, line_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  await sql
    .raw(`analyze probes, campaign_calls, announcement_hearings, announcements, verdicts, ledger`)
    .execute(db);
}
