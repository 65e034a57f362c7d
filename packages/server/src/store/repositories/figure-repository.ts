import { callOutcomes, outcomeMeaning, type VerdictKind } from '@everyline/domain';
import { sql } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type { FigureStore } from '../../app/ports/store/figures.ts';
import type { Database } from '../database.ts';

const inside = (scope: Scope) =>
  scope === 'all' ? sql<boolean>`true` : sql<boolean>`l.department_id = any(${[...scope]}::uuid[])`;

/** Outcomes that say something about a line, and those of them that got through. */
const countedOutcomes = callOutcomes.filter((one) => outcomeMeaning[one] !== 'excluded');
const reachedOutcomes = callOutcomes.filter((one) => outcomeMeaning[one] === 'reached');

const ofDepartments = (scope: Scope, column: string) =>
  scope === 'all'
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(column)} = any(${[...scope]}::uuid[])`;

export function figureRepository(db: Database): FigureStore {
  return {
    totals: async (scope, sinceMs, nowMs) => {
      const { rows } = await sql<{
        lines: number;
        sources: number;
        listings: number;
        conflicts: number;
        rejects: number;
        cleared: number;
        open_tickets: number;
        running_campaigns: number;
        calls_total: number;
        calls_since: number;
        attempts: number;
        reached: number;
      }>`
        with mine as (select l.id, l.department_id from lines l where ${inside(scope)} and l.state = 'active'),
        given as (
          select c.line_id as line_id, null::uuid as department_id from clearances c where c.scope_kind = 'line'
            and c.withdrawn_at_ms is null and c.valid_from_ms <= ${nowMs} and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs})
          union select cl.line_id, null from clearances c join clearance_lines cl on cl.clearance_id = c.id
            where c.withdrawn_at_ms is null and c.valid_from_ms <= ${nowMs} and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs})
          union select null, d.id from departments d where exists (
            with recursive up as (
              select d.id, d.parent_id, true as self union
              select p.id, p.parent_id, false from departments p join up on p.id = up.parent_id)
            select 1 from up join clearances c on c.department_id = up.id and (up.self or c.with_subtree)
            where c.withdrawn_at_ms is null and c.valid_from_ms <= ${nowMs} and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs}))
        )
        select
          (select count(*) from mine) as lines,
          (select count(*) from sources s where s.state = 'imported' and s.superseded_by is null
            and ${ofDepartments(scope, 's.department_id')}) as sources,
          (select coalesce(sum(s.listings), 0)::bigint from sources s where s.state = 'imported'
            and s.superseded_by is null and ${ofDepartments(scope, 's.department_id')}) as listings,
          (select coalesce(sum(s.rejects), 0)::bigint from sources s where s.state = 'imported'
            and s.superseded_by is null and ${ofDepartments(scope, 's.department_id')}) as rejects,
          (select count(distinct k.id) from listing_conflicts k
            join conflict_listings kl on kl.conflict_id = k.id join listings g on g.id = kl.listing_id
            left join lines l on l.id = g.line_id
            where k.resolved_at_ms is null and ${inside(scope)}) as conflicts,
          (select count(*) from mine where mine.id in (select g.line_id from given g where g.line_id is not null)
            or mine.department_id in (select g.department_id from given g where g.department_id is not null)) as cleared,
          (select count(*) from tickets t join mine on mine.id = t.line_id where t.state <> 'closed') as open_tickets,
          (select count(*) from campaigns where state = 'running') as running_campaigns,
          (select count(*) from ledger x join mine on mine.id = x.line_id) as calls_total,
          (select count(*) from ledger x join mine on mine.id = x.line_id where x.started_at_ms >= ${sinceMs}) as calls_since,
          (select coalesce(sum(v.attempts), 0)::bigint from verdicts v join mine on mine.id = v.line_id where v.until_ms is null) as attempts,
          (select coalesce(sum(v.reached), 0)::bigint from verdicts v join mine on mine.id = v.line_id where v.until_ms is null) as reached
      `.execute(db);
      const [totals] = rows;
      if (!totals) throw new Error('a select without from gave no row');
      const verdicts = await db
        .selectFrom('lines as l')
        .leftJoin('verdicts as v', (join) =>
          join.onRef('v.line_id', '=', 'l.id').on('v.until_ms', 'is', null),
        )
        .select(sql<VerdictKind>`coalesce(v.kind, 'undetermined')`.as('verdict'))
        .select(sql<number>`count(*)`.as('lines'))
        .where(inside(scope))
        .where('l.state', '=', 'active')
        .groupBy(sql`coalesce(v.kind, 'undetermined')`)
        .execute();
      const departments = await db
        .selectFrom('departments as d')
        .innerJoin('lines as l', 'l.department_id', 'd.id')
        .leftJoin('verdicts as v', (join) =>
          join.onRef('v.line_id', '=', 'l.id').on('v.until_ms', 'is', null),
        )
        .select(['d.id', 'd.name'])
        .select(sql<number>`count(*)`.as('lines'))
        .select(
          sql<number>`count(*) filter (where v.kind not in ('healthy', 'undetermined'))`.as(
            'faulty',
          ),
        )
        .where(inside(scope))
        .groupBy('d.id')
        .orderBy('faulty', 'desc')
        .orderBy('d.name')
        .limit(12)
        .execute();
      return {
        lines: totals.lines,
        sources: totals.sources,
        listings: totals.listings,
        conflicts: totals.conflicts,
        rejects: totals.rejects,
        cleared: totals.cleared,
        openTickets: totals.open_tickets,
        runningCampaigns: totals.running_campaigns,
        callsTotal: totals.calls_total,
        callsSince: totals.calls_since,
        attempts: totals.attempts,
        reached: totals.reached,
        verdicts,
        departments,
      };
    },
    days: async (scope, dayStartsMs, untilMs) => {
      const ends = [...dayStartsMs.slice(1), untilMs];
      const { rows: calls } = await sql<{
        from_ms: number;
        calls: number;
        counted: number;
        reached: number;
      }>`
        select d.from_ms, count(o.id) as calls,
          count(o.id) filter (where o.outcome = any(${countedOutcomes}::text[])) as counted,
          count(o.id) filter (where o.outcome = any(${reachedOutcomes}::text[])) as reached
        from unnest(${[...dayStartsMs]}::bigint[], ${ends}::bigint[]) as d(from_ms, to_ms)
        left join (select o.* from observations_as_read o join lines l on l.id = o.line_id where ${inside(scope)}) o
          on o.started_at_ms >= d.from_ms and o.started_at_ms < d.to_ms
        group by d.from_ms order by d.from_ms`.execute(db);
      const { rows: verdicts } = await sql<{
        from_ms: number;
        verdict: VerdictKind;
        lines: number;
      }>`
        select d.from_ms, v.kind as verdict, count(*) as lines
        from unnest(${[...dayStartsMs]}::bigint[], ${ends}::bigint[]) as d(from_ms, to_ms)
        join verdicts v on v.since_ms < d.to_ms and (v.until_ms is null or v.until_ms >= d.to_ms)
        join lines l on l.id = v.line_id where ${inside(scope)}
        group by d.from_ms, v.kind`.execute(db);
      return calls.map((row) => ({
        fromMs: row.from_ms,
        calls: row.calls,
        counted: row.counted,
        reached: row.reached,
        verdicts: verdicts
          .filter((one) => one.from_ms === row.from_ms)
          .map((one) => ({ verdict: one.verdict, lines: one.lines })),
      }));
    },
    outcomes: async () =>
      db
        .selectFrom('observations_as_read')
        .select('outcome')
        .select(sql<number>`count(*)`.as('calls'))
        .groupBy('outcome')
        .execute(),
  };
}
