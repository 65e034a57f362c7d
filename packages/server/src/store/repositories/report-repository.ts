import {
  callOutcomes,
  outcomeMeaning,
  type ReportFigures,
  type ReportKind,
  type TicketFault,
  type TicketState,
  type VerdictKind,
} from '@everyline/domain';
import { sql, type Selectable } from 'kysely';

import type { ReportLines, ReportStore, StoredReport } from '../../app/ports/store/reports.ts';
import type { Database, Tables } from '../database.ts';

/** Outcomes that say something about a line, and those of them that got through. */
const countedOutcomes = callOutcomes.filter((one) => outcomeMeaning[one] !== 'excluded');
const reachedOutcomes = callOutcomes.filter((one) => outcomeMeaning[one] === 'reached');

/** The lines `l` that a report is of. */
function mine({ scope, lineIds }: ReportLines) {
  const inside =
    scope === 'all'
      ? sql<boolean>`true`
      : sql<boolean>`l.department_id = any(${[...scope]}::uuid[])`;
  return lineIds === null
    ? sql<boolean>`${inside} and l.state = 'active'`
    : sql<boolean>`${inside} and l.id = any(${[...lineIds]}::uuid[])`;
}

function toReport(row: Selectable<Tables['reports']>): StoredReport {
  return {
    id: row.id,
    kind: row.kind as ReportKind,
    departmentId: row.department_id,
    campaignId: row.campaign_id,
    reference: row.reference,
    issuer: row.issuer,
    issuedAtMs: row.issued_at_ms,
    issuedBy: row.issued_by,
    figures: row.figures as ReportFigures,
  };
}

export function reportRepository(db: Database): ReportStore {
  return {
    calls: async (of, startsMs, untilMs) => {
      const ofCampaign =
        of.campaignId === null
          ? sql<boolean>`true`
          : sql<boolean>`p.campaign_id = ${of.campaignId}::uuid`;
      const { rows } = await sql<{
        department_id: string | null;
        stretch: number;
        calls: number;
        counted: number;
        reached: number;
      }>`
        select l.department_id, width_bucket(p.started_at_ms, ${[...startsMs]}::bigint[]) - 1 as stretch,
          count(*) as calls,
          count(*) filter (where p.outcome = any(${countedOutcomes}::text[])) as counted,
          count(*) filter (where p.outcome = any(${reachedOutcomes}::text[])) as reached
        from probes p join lines l on l.id = p.line_id
        where p.outcome is not null and p.started_at_ms >= ${startsMs[0] ?? untilMs}
          and p.started_at_ms < ${untilMs} and ${mine(of)} and ${ofCampaign}
        group by 1, 2`.execute(db);
      return rows.map((row) => ({
        departmentId: row.department_id,
        fromMs: startsMs[row.stretch] ?? 0,
        calls: row.calls,
        counted: row.counted,
        reached: row.reached,
      }));
    },
    lineCalls: async (of, fromMs, untilMs) => {
      const ofCampaign =
        of.campaignId === null
          ? sql<boolean>`true`
          : sql<boolean>`p.campaign_id = ${of.campaignId}::uuid`;
      const { rows } = await sql<{
        department_id: string | null;
        lines_in_all: number;
        lines: number;
        counted: number;
        reached: number;
        counted_squares: number;
        reached_squares: number;
        products: number;
      }>`
        with called as (
          select p.line_id, count(*) as counted,
            count(*) filter (where p.outcome = any(${reachedOutcomes}::text[])) as reached
          from probes p
          where p.outcome = any(${countedOutcomes}::text[]) and p.started_at_ms >= ${fromMs}
            and p.started_at_ms < ${untilMs} and ${ofCampaign}
          group by p.line_id)
        select l.department_id, count(*) as lines_in_all, count(c.line_id) as lines,
          coalesce(sum(c.counted), 0)::bigint as counted, coalesce(sum(c.reached), 0)::bigint as reached,
          coalesce(sum(c.counted * c.counted), 0)::bigint as counted_squares,
          coalesce(sum(c.reached * c.reached), 0)::bigint as reached_squares,
          coalesce(sum(c.counted * c.reached), 0)::bigint as products
        from lines l left join called c on c.line_id = l.id
        where ${mine(of)} group by l.department_id`.execute(db);
      return rows.map((row) => ({
        departmentId: row.department_id,
        linesInAll: row.lines_in_all,
        lines: row.lines,
        of: row.counted,
        successes: row.reached,
        ofSquares: row.counted_squares,
        successSquares: row.reached_squares,
        products: row.products,
      }));
    },
    standings: async (of, atMs) => {
      const { rows } = await sql<{
        department_id: string | null;
        kind: VerdictKind;
        lines: number;
      }>`
        select l.department_id, coalesce(v.kind, 'undetermined') as kind, count(*) as lines
        from lines l left join verdicts v on v.line_id = l.id and v.since_ms < ${atMs}
          and (v.until_ms is null or v.until_ms >= ${atMs})
        where ${mine(of)} and l.created_at_ms < ${atMs}
        group by 1, 2`.execute(db);
      return rows.map((row) => ({
        departmentId: row.department_id,
        kind: row.kind,
        lines: row.lines,
      }));
    },
    tickets: async (of, fromMs, atMs) => {
      const { rows } = await sql<{
        number: number;
        dialled: string;
        area_code: string | null;
        extension: string | null;
        department_id: string | null;
        department_name: string | null;
        fault: string;
        opened_at_ms: number;
        closed_at_ms: number | null;
        state: string;
        due_on: string;
      }>`
        with said as (
          select s.ticket_id, max(s.at_ms) filter (where s.to_state = 'closed') as closed_at_ms,
            max(s.id) filter (where s.to_state is not null) as stated_by,
            max(s.id) filter (where s.detail ? 'dueOn') as due_by
          from ticket_steps s where s.at_ms < ${atMs} group by s.ticket_id)
        select t.number, l.dialled, l.area_code, l.extension, t.department_id,
          d.name as department_name, t.fault, t.opened_at_ms, said.closed_at_ms,
          coalesce(stated.to_state, 'opened') as state,
          coalesce(due.detail ->> 'dueOn', t.due_on) as due_on
        from tickets t join lines l on l.id = t.line_id
        left join said on said.ticket_id = t.id
        left join ticket_steps stated on stated.id = said.stated_by
        left join ticket_steps due on due.id = said.due_by
        left join departments d on d.id = t.department_id
        where t.opened_at_ms < ${atMs} and ${mine(of)}
          and (stated.to_state is distinct from 'closed' or said.closed_at_ms >= ${fromMs}
            or t.opened_at_ms >= ${fromMs})
        order by t.number`.execute(db);
      return rows.map((row) => ({
        number: row.number,
        telephone: { dialled: row.dialled, areaCode: row.area_code, extension: row.extension },
        departmentId: row.department_id,
        departmentName: row.department_name,
        fault: row.fault as TicketFault,
        openedAtMs: row.opened_at_ms,
        closedAtMs: row.closed_at_ms,
        state: row.state as TicketState,
        dueOn: row.due_on,
      }));
    },
    confirmed: async (of, atMs) => {
      const { rows } = await sql<{
        department_id: string | null;
        lines: number;
        confirmed: number;
      }>`
        select l.department_id, count(*) as lines, count(*) filter (where a.word = 'confirmed'
          and a.version = l.version and (a.valid_to_ms is null or a.valid_to_ms > ${atMs})) as confirmed
        from lines l left join (
          select distinct on (o.line_id) o.line_id, o.word, o.version, o.valid_to_ms from owner_answers o
          order by o.line_id, o.sequence desc) a on a.line_id = l.id
        where ${mine(of)} group by l.department_id`.execute(db);
      return rows.map((row) => ({
        departmentId: row.department_id,
        lines: row.lines,
        confirmed: row.confirmed,
      }));
    },
    insert: async (report) => {
      await db
        .insertInto('reports')
        .values({
          id: report.id,
          kind: report.kind,
          department_id: report.departmentId,
          campaign_id: report.campaignId,
          reference: report.reference,
          issuer: report.issuer,
          issued_at_ms: report.issuedAtMs,
          issued_by: report.issuedBy,
          figures: JSON.stringify(report.figures),
        })
        .execute();
    },
    byId: async (id) => {
      const row = await db
        .selectFrom('reports')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toReport(row) : null;
    },
    all: async () =>
      (
        await db
          .selectFrom('reports')
          .selectAll()
          .orderBy('issued_at_ms', 'desc')
          .orderBy('id', 'desc')
          .limit(500)
          .execute()
      ).map(toReport),
  };
}
