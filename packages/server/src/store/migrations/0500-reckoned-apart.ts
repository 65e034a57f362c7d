import { sql, type Kysely } from 'kysely';

/**
 * Pages read what was reckoned a part at a time, and whose plan has to be reckoned anew is written down in the transaction
 * that changes what it follows from. Several such rows may stand for one line: nobody waits for another to write one.
 */
const ofCalls = (table: string) =>
  `select distinct o.line_id from ${table} c join observations o on o.id = c.observation_id`;

const statements = [
  `create table plans_due (
    id bigint generated always as identity primary key,
    line_id uuid not null references lines (id) on delete cascade
  )`,
  `create table reckonings (
    what text primary key check (what in ('plans', 'proposals')),
    at_ms bigint not null,
    asked integer not null default 0,
    answered integer not null default 0
  )`,
  ...(
    [
      ['observations', 'insert', 'new', 'select distinct line_id from changed'],
      ['observations', 'delete', 'old', 'select distinct line_id from changed'],
      ['rereadings', 'insert', 'new', ofCalls('changed')],
      ['rereadings', 'update', 'new', ofCalls('changed')],
      ['calls_set_aside', 'insert', 'new', ofCalls('changed')],
      ['calls_set_aside', 'update', 'new', ofCalls('changed')],
    ] as const
  ).flatMap(([table, change, rows, lines]) => [
    `create function plans_due_by_${table}_${change}() returns trigger language plpgsql as $$
      begin
        insert into plans_due (line_id) ${lines};
        return null;
      end $$`,
    `create trigger ${table}_change_plans_${change} after ${change} on ${table}
      referencing ${rows} table as changed
      for each statement execute function plans_due_by_${table}_${change}()`,
  ]),
  `create function plans_due_by_line() returns trigger language plpgsql as $$
    begin
      insert into plans_due (line_id) values (new.id);
      return null;
    end $$`,
  `create trigger lines_change_plans after update of hours, seats, purpose, state on lines for each row
    when ((old.hours, old.seats, old.purpose, old.state) is distinct from (new.hours, new.seats, new.purpose, new.state))
    execute function plans_due_by_line()`,

  `alter table reckoned_proposals rename to proposals_before`,
  `create table reckoned_proposals (
    key text primary key,
    position integer not null,
    kind text not null,
    department_id uuid,
    line_ids uuid[] not null,
    numbers_now integer not null,
    numbers_then integer not null,
    proposal jsonb not null
  )`,
  `insert into reckoned_proposals
    select p ->> 'key', place, p ->> 'kind', (p ->> 'departmentId')::uuid,
      array(select jsonb_array_elements_text(p -> 'lineIds'))::uuid[],
      (p #>> '{effect,numbers,now}')::integer, (p #>> '{effect,numbers,then}')::integer, p
    from proposals_before, jsonb_array_elements(proposals) with ordinality as each (p, place)
    on conflict do nothing`,
  `insert into reckonings (what, at_ms, asked) select 'proposals', at_ms, is_due::integer from proposals_before`,
  `drop table proposals_before`,
  `create index reckoned_proposals_order on reckoned_proposals (position)`,
  `create index reckoned_proposals_lines on reckoned_proposals using gin (line_ids)`,

  `create view standing_proposals as
    select r.key, 'open' as standing, r.position::bigint as place, r.kind, r.department_id, r.line_ids,
      r.numbers_now, r.numbers_then, r.proposal,
      null::text as word, null::text as note, null::bigint as decided_at_ms, null::text as decided_by,
      null::uuid[] as ticket_ids
    from reckoned_proposals r where not exists (select from proposal_decisions d where d.key = r.key)
    union all
    select d.key, case d.word when 'rejected' then 'rejected' else 'accepted' end, -d.decided_at_ms,
      d.proposal ->> 'kind', (d.proposal ->> 'departmentId')::uuid,
      array(select jsonb_array_elements_text(d.proposal -> 'lineIds'))::uuid[],
      (d.proposal #>> '{effect,numbers,now}')::integer, (d.proposal #>> '{effect,numbers,then}')::integer, d.proposal,
      d.word, d.note, d.decided_at_ms, d.decided_by, d.ticket_ids
    from proposal_decisions d`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
