import { sql } from 'kysely';

import type { Database } from '../database.ts';
import { departmentLock } from './dial-repository.ts';

/** Columns that name a department, and go over as they are. */
const references: readonly (readonly [table: string, column: string])[] = [
  ['tickets', 'department_id'],
  ['cases', 'department_id'],
  ['case_notices', 'to_department_id'],
  ['case_systems', 'department_id'],
  ['ticket_notices', 'to_department_id'],
  ['sources', 'department_id'],
  ['ledger', 'department_id'],
  ['api_tokens', 'department_id'],
  ['invitations', 'department_id'],
  ['news', 'department_id'],
  ['telling_targets', 'department_id'],
  ['spot_questions', 'department_id'],
  ['spot_rounds', 'department_id'],
  ['programmes', 'department_id'],
  ['measures', 'lead_office_id'],
  ['knowledge_entries', 'department_id'],
  ['knowledge_documents', 'department_id'],
];

/**
 * Gives all that belongs to one department to another one, once its lines (`lineIds`) have gone
 * there, and takes it out of the tree. What is append-only (frames of rounds, answers of owners) keeps the department that it names.
 */
export async function mergeDepartments(
  db: Database,
  fromId: string,
  intoId: string,
  { atMs, lineIds }: { readonly atMs: number; readonly lineIds: readonly string[] },
): Promise<void> {
  // In one order, so that a merge and a call wait for each other and never both.
  for (const id of [fromId, intoId].sort()) await departmentLock(db, id);
  await db
    .selectFrom('departments')
    .select('id')
    .where('id', 'in', [fromId, intoId])
    .forUpdate()
    .execute();
  await keepWords(db, fromId, atMs, lineIds);
  for (const [table, column] of references) {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${intoId}::uuid
      where ${sql.ref(column)} = ${fromId}::uuid`.execute(db);
  }
  await sql`update auth_user set "departmentId" = ${intoId} where "departmentId" = ${fromId}`.execute(
    db,
  );
  // A campaign of both departments has the one that stays once.
  await sql`update campaigns set scope = jsonb_set(scope, '{departmentIds}', (
      select jsonb_agg(distinct case when one.id = ${fromId} then ${intoId} else one.id end)
      from jsonb_array_elements_text(scope -> 'departmentIds') as one(id)))
    where scope -> 'departmentIds' ? ${fromId}`.execute(db);
  await sql`update saved_filters set search = replace(search, ${fromId}, ${intoId})
    where position(${fromId} in search) > 0`.execute(db);
  // An office stands once with a measure, beside others or at their head.
  await sql`delete from measure_offices o where o.department_id = ${fromId}::uuid and exists (
    select 1 from measure_offices k where k.measure_id = o.measure_id and k.department_id = ${intoId}::uuid)`.execute(
    db,
  );
  await sql`update measure_offices set department_id = ${intoId}::uuid
    where department_id = ${fromId}::uuid`.execute(db);
  await mergeKeepers(db, fromId, intoId, atMs);
  await sql`update departments set parent_id = ${intoId}::uuid
    where parent_id = ${fromId}::uuid and merged_into is null`.execute(db);
  await sql`insert into department_former_names (department_id, name, until_ms)
    select ${intoId}::uuid, name, until_ms from department_former_names where department_id = ${fromId}::uuid
    union all select ${intoId}::uuid, name, ${atMs}::bigint from departments
      where id = ${fromId}::uuid and name <> (select name from departments where id = ${intoId}::uuid)
    on conflict (department_id, name) do nothing`.execute(db);
  await sql`delete from department_former_names where department_id = ${fromId}::uuid`.execute(db);
  await sql`update departments set merged_into = ${intoId}::uuid where id = ${fromId}::uuid`.execute(
    db,
  );
}

/**
 * A clearance or an objection of the department stays one for the lines that it was for: the other
 * department has not cleared its own by it.
 */
async function keepWords(
  db: Database,
  fromId: string,
  atMs: number,
  lineIds: readonly string[],
): Promise<void> {
  await sql`create temporary table lines_of_merged on commit drop as
    with recursive below as (
      select id from departments where parent_id = ${fromId}::uuid
      union select d.id from departments d join below b on d.parent_id = b.id
    )
    select unnest(${[...lineIds]}::uuid[]) as id, true as own
    union all select l.id, false from lines l join below b on b.id = l.department_id`.execute(db);
  await sql`insert into clearance_lines (clearance_id, line_id)
    select c.id, m.id from clearances c join lines_of_merged m on m.own or c.with_subtree
    where c.department_id = ${fromId}::uuid on conflict do nothing`.execute(db);
  await sql`update clearances c set scope_kind = 'list', department_id = null, with_subtree = false,
      list_name = (select name from departments where id = ${fromId}::uuid)
    where c.department_id = ${fromId}::uuid
      and exists (select 1 from clearance_lines cl where cl.clearance_id = c.id)`.execute(db);
  await sql`insert into objections (id, by, ledger_key, line_id, department_id, made_at_ms, note, recorded_by)
    select gen_random_uuid(), o.by, null, m.id, null, o.made_at_ms, o.note, o.recorded_by
    from objections o cross join lines_of_merged m
    where o.department_id = ${fromId}::uuid and o.withdrawn_at_ms is null`.execute(db);
  await sql`update objections set withdrawn_at_ms = ${atMs}
    where department_id = ${fromId}::uuid and by = 'office' and withdrawn_at_ms is null`.execute(
    db,
  );
  await sql`drop table lines_of_merged`.execute(db);
}

/** A keeper whom both departments have becomes one, with the lines and the personal link of both. */
async function mergeKeepers(
  db: Database,
  fromId: string,
  intoId: string,
  atMs: number,
): Promise<void> {
  const { rows: same } = await sql<{ old: string; kept: string }>`
    select f.id as old, t.id as kept from keepers f join keepers t
      on f.account_id is not distinct from t.account_id
      and (f.account_id is not null or (f.name = t.name
        and coalesce(f.telephone, '') = coalesce(t.telephone, '')
        and coalesce(f.email, '') = coalesce(t.email, '')))
    where f.department_id = ${fromId}::uuid and t.department_id = ${intoId}::uuid`.execute(db);
  for (const { old, kept } of same) {
    await sql`update lines set keeper_id = ${kept}::uuid where keeper_id = ${old}::uuid`.execute(
      db,
    );
    await sql`update deliveries set keeper_id = ${kept}::uuid where keeper_id = ${old}::uuid`.execute(
      db,
    );
    // One link a keeper is open: that of the keeper who stays.
    await sql`update owner_links set withdrawn_at_ms = ${atMs} where keeper_id = ${old}::uuid
      and withdrawn_at_ms is null and exists (select 1 from owner_links o
        where o.keeper_id = ${kept}::uuid and o.withdrawn_at_ms is null)`.execute(db);
    await sql`update owner_links set keeper_id = ${kept}::uuid where keeper_id = ${old}::uuid`.execute(
      db,
    );
    await sql`delete from keepers where id = ${old}::uuid`.execute(db);
  }
  await sql`update keepers set department_id = ${intoId}::uuid where department_id = ${fromId}::uuid`.execute(
    db,
  );
}
