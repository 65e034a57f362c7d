import type { Line as LineView } from '@everyline/contract';
import type { LineStanding } from '@everyline/domain';
import { sql, type RawBuilder } from 'kysely';

import type { Database } from '../database.ts';

/**
 * How each line stands with test calls, in the words of the contract. It reads clearances once for all lines, where
 * `clearanceWord` reads them for each.
 */
export function standingWords(
  nowMs: number,
): RawBuilder<{ id: string; word: LineView['clearance'] }> {
  return sql<{ id: string; word: LineView['clearance'] }>`
    with recursive under(root, id) as (
      select id, id from departments
      union select u.root, d.id from departments d join under u on d.parent_id = u.id
    ),
    given as materialized (
      select id, line_id, department_id, with_subtree, withdrawn_at_ms is not null as withdrawn,
        withdrawn_at_ms is null and valid_from_ms <= ${nowMs}
          and (valid_to_ms is null or valid_to_ms > ${nowMs}) as valid
      from clearances
    ),
    of_office as materialized (
      select u.id, bool_or(g.valid) as valid, bool_or(g.withdrawn) as withdrawn
      from given g join under u on u.root = g.department_id and (g.with_subtree or u.id = u.root)
      group by u.id
    ),
    of_line as materialized (
      select named.line_id as id, bool_or(g.valid) as valid, bool_or(g.withdrawn) as withdrawn
      from given g join (
        select id, line_id from given where line_id is not null
        union all select clearance_id, line_id from clearance_lines
      ) named on named.id = g.id
      group by named.line_id
    ),
    against as materialized (select * from objections where withdrawn_at_ms is null)
    select l.id, case
        when l.ledger_key in (select ledger_key from against where ledger_key is not null)
          or l.id in (select line_id from against where line_id is not null)
          or coalesce(l.department_id in (
            select u.id from against a join under u on u.root = a.department_id), false) then 'objected'
        when n.valid or o.valid then 'cleared'
        when n.withdrawn or o.withdrawn then 'withdrawn'
        else 'not_cleared' end as word
      from lines l
      left join of_line n on n.id = l.id
      left join of_office o on o.id = l.department_id`;
}

/**
 * How every line that somebody objected to, or whose clearance was withdrawn, stands; those with a valid
 * clearance or none at all are left out.
 */
export async function lineStandings(
  db: Database,
  nowMs: number,
): Promise<Map<string, LineStanding>> {
  const { rows } = await sql<{ id: string; word: LineView['clearance'] }>`
    select id, word from (${standingWords(nowMs)}) standing
    where word in ('objected', 'withdrawn')`.execute(db);
  return new Map(
    rows.map(({ id, word }) => [
      id,
      { objected: word === 'objected', withdrawn: word === 'withdrawn' },
    ]),
  );
}
