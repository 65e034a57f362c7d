import { sql } from 'kysely';

/**
 * What clearances hold now, as rows of a line or of a department: two sets by which cleared lines are
 * counted, where asking for each line would take too long.
 */
export function givenClearances(nowMs: number) {
  return sql<{ line_id: string | null; department_id: string | null }>`
    (select c.line_id as line_id, null::uuid as department_id from clearances c where c.scope_kind = 'line'
      and c.withdrawn_at_ms is null and c.valid_from_ms <= ${nowMs} and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs})
    union all select cl.line_id, null from clearances c join clearance_lines cl on cl.clearance_id = c.id
      where c.withdrawn_at_ms is null and c.valid_from_ms <= ${nowMs} and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs})
    union all select null, d.id from departments d where exists (
      with recursive up as (
        select d.id, d.parent_id, true as self union
        select p.id, p.parent_id, false from departments p join up on p.id = up.parent_id)
      select 1 from up join clearances c on c.department_id = up.id and (up.self or c.with_subtree)
      where c.withdrawn_at_ms is null and c.valid_from_ms <= ${nowMs} and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs})))`;
}
