import { sql } from 'kysely';

import type { LiveCounts } from '../../app/ports/store/programmes.ts';
import type { Database } from '../database.ts';
import { givenClearances } from './given-clearances.ts';

/** What live indicators read, counted once for every office. */
export async function liveCounts(
  db: Database,
  nowMs: number,
  utcOffsetMinutes: number,
): Promise<LiveCounts[]> {
  const ofLines = await db
    .with(
      (name) => name('given').materialized(),
      () => givenClearances(nowMs),
    )
    .selectFrom('lines as l')
    .leftJoin('verdicts as v', (join) =>
      join.onRef('v.line_id', '=', 'l.id').on('v.until_ms', 'is', null),
    )
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('owner_answers as o')
          .distinctOn('o.line_id')
          .select(['o.line_id', 'o.word', 'o.version', 'o.valid_to_ms'])
          .orderBy('o.line_id')
          .orderBy('o.sequence', 'desc')
          .as('a'),
      (join) => join.onRef('a.line_id', '=', 'l.id'),
    )
    .select('l.department_id')
    .select([
      sql<number>`count(*) filter (where l.state = 'active')`.as('lines'),
      sql<number>`count(*) filter (where l.state = 'active' and v.kind = 'healthy')`.as('healthy'),
      sql<number>`count(*) filter (where l.state = 'active'
        and (l.id in (select g.line_id from given g where g.line_id is not null)
          or l.department_id in (select g.department_id from given g where g.department_id is not null)))`.as(
        'cleared',
      ),
      sql<number>`count(*) filter (where l.state = 'retired')`.as('ended'),
      sql<number>`count(*) filter (where l.state = 'active' and a.word = 'confirmed'
        and a.version = l.version and a.valid_to_ms > ${nowMs})`.as('confirmed'),
    ])
    .groupBy('l.department_id')
    .execute();
  const { rows: ofTickets } = await sql<{
    department_id: string | null;
    closed: number;
    in_time: number;
  }>`
    select t.department_id, count(*) as closed,
      count(*) filter (where to_char(to_timestamp((t.closed_at_ms + ${utcOffsetMinutes * 60_000}) / 1000.0)
        at time zone 'UTC', 'YYYY-MM-DD') <= t.due_on) as in_time
    from tickets t where t.closed_at_ms is not null group by t.department_id`.execute(db);
  const tickets = new Map(ofTickets.map((row) => [row.department_id, row]));
  const nothing = { lines: 0, healthy: 0, cleared: 0, ended: 0, confirmed: 0 };
  const lines = new Map(ofLines.map((row) => [row.department_id, row]));
  return [...new Set([...lines.keys(), ...tickets.keys()])].map((departmentId) => {
    const { lines: all, healthy, cleared, ended, confirmed } = lines.get(departmentId) ?? nothing;
    return {
      departmentId,
      ...{ lines: all, healthy, cleared, ended, confirmed },
      ticketsClosed: tickets.get(departmentId)?.closed ?? 0,
      ticketsInTime: tickets.get(departmentId)?.in_time ?? 0,
    };
  });
}
