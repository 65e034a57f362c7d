import { callOutcomes, outcomeMeaning, type VerdictKind } from '@everyline/domain';
import { sql } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type { FigureStore } from '../../app/ports/store/figures.ts';
import type { Database } from '../database.ts';
import { givenClearances } from './given-clearances.ts';

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
        given as materialized ${givenClearances(nowMs)}
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
          called.calls_total, called.calls_since, judged.attempts, judged.reached
        from (select
            (select coalesce(sum(k.calls), 0)::bigint from line_calls k join mine on mine.id = k.line_id) as calls_total,
            (select count(*) from ledger x join mine on mine.id = x.line_id where x.started_at_ms >= ${sinceMs})
              as calls_since) called,
          (select coalesce(sum(v.attempts), 0)::bigint as attempts, coalesce(sum(v.reached), 0)::bigint as reached
            from verdicts v join mine on mine.id = v.line_id where v.until_ms is null) judged
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
      const within = (column: string) =>
        scope === 'all'
          ? sql<boolean>`true`
          : sql<boolean>`${sql.ref(column)} in (select l.id from lines l where ${inside(scope)})`;
      const { rows: calls } = await sql<{
        day: number;
        calls: number;
        counted: number;
        reached: number;
      }>`
        select width_bucket(p.started_at_ms, ${[...dayStartsMs]}::bigint[]) - 1 as day, count(*) as calls,
          count(*) filter (where p.outcome = any(${countedOutcomes}::text[])) as counted,
          count(*) filter (where p.outcome = any(${reachedOutcomes}::text[])) as reached
        from probes p where p.outcome is not null and p.started_at_ms >= ${dayStartsMs[0] ?? untilMs}
          and p.started_at_ms < ${untilMs} and ${within('p.line_id')}
        group by 1`.execute(db);
      // A verdict stands on a day at whose end it stood: it comes with the first such day and goes after the last.
      const { rows: verdicts } = await sql<{
        came: number;
        went: number;
        verdict: VerdictKind;
        lines: number;
      }>`
        select width_bucket(v.since_ms, ${ends}::bigint[]) as came,
          case when v.until_ms is null then ${ends.length}
            else width_bucket(v.until_ms, ${ends}::bigint[]) end as went,
          v.kind as verdict, count(*) as lines
        from verdicts v where v.since_ms < ${untilMs}
          and (v.until_ms is null or v.until_ms >= ${ends[0] ?? untilMs}) and ${within('v.line_id')}
        group by 1, 2, 3`.execute(db);
      return dayStartsMs.map((fromMs, day) => {
        const called = calls.find((one) => one.day === day);
        const standing = Map.groupBy(
          verdicts.filter(({ came, went }) => came <= day && day < went),
          ({ verdict }) => verdict,
        );
        return {
          fromMs,
          calls: called?.calls ?? 0,
          counted: called?.counted ?? 0,
          reached: called?.reached ?? 0,
          verdicts: [...standing].map(([verdict, some]) => ({
            verdict,
            lines: some.reduce((sum, { lines }) => sum + lines, 0),
          })),
        };
      });
    },
    outcomes: async () =>
      db
        .selectFrom('probes')
        .select(sql<string>`outcome`.as('outcome'))
        .select(sql<number>`count(*)`.as('calls'))
        .where('outcome', 'is not', null)
        .groupBy('outcome')
        .execute(),
  };
}
