import type { Line as LineView } from '@everyline/contract';
import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';

import type { LineFilter, LineOrder, LineRow } from '../../app/ports/store/lines.ts';
import type { Database } from '../database.ts';
import { standingWords } from './line-standings.ts';

const from = (db: Database) =>
  db
    .selectFrom('lines as l')
    .leftJoin('departments as d', 'd.id', 'l.department_id')
    .leftJoin('keepers as k', 'k.id', 'l.keeper_id')
    .leftJoin('verdicts as v', (join) =>
      join.onRef('v.line_id', '=', 'l.id').on('v.until_ms', 'is', null),
    );

/** The department of the line and all above it. */
const departmentsAbove = sql`(
  with recursive above as (
    select id, parent_id from departments where id = l.department_id
    union select p.id, p.parent_id from departments p join above a on p.id = a.parent_id
  ) select id from above)`;

/** How a line stands with test calls, in the words of the contract, as far as the store can tell. */
export function clearanceWord(nowMs: number) {
  return sql<LineView['clearance']>`case
    when exists (select 1 from objections o where o.withdrawn_at_ms is null
      and (o.ledger_key = l.ledger_key or o.line_id = l.id or o.department_id = any ${departmentsAbove})) then 'objected'
    when exists (select 1 from clearances c where c.withdrawn_at_ms is null
      and c.valid_from_ms <= ${nowMs} and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs})
      and ${covers}) then 'cleared'
    when exists (select 1 from clearances c where c.withdrawn_at_ms is not null and ${covers}) then 'withdrawn'
    else 'not_cleared' end`;
}

const covers = sql`(c.line_id = l.id
  or c.department_id = l.department_id
  or (c.with_subtree and c.department_id = any ${departmentsAbove})
  or exists (select 1 from clearance_lines cl where cl.clearance_id = c.id and cl.line_id = l.id))`;

/** Lines of a filter with their department and current verdict. */
export function filteredLines(db: Database, filter: LineFilter, nowMs: number) {
  let lines = from(db);
  if (filter.scope !== 'all') {
    lines = lines.where(sql<boolean>`l.department_id = any(${[...filter.scope]}::uuid[])`);
  }
  if (filter.departmentIds) {
    lines = lines.where(sql<boolean>`l.department_id = any(${[...filter.departmentIds]}::uuid[])`);
  }
  if (filter.q) {
    const part = `%${filter.q.trim().replace(/[\\%_]/g, '\\$&')}%`;
    const digits = filter.q.replace(/[^\d]/g, '').replace(/^0+/, '');
    const byDigits = digits.length >= 3 ? sql`or l.dialled like ${`%${digits}%`}` : sql``;
    lines =
      lines.where(sql<boolean>`(l.dialled ilike ${part} or d.name ilike ${part} or l.owner ilike ${part}
      or l.department_id in (select f.department_id from department_former_names f where f.name ilike ${part})
      or array_to_string(l.services, ' ') ilike ${part} ${byDigits})`);
  }
  if (filter.verdict?.length) {
    lines = lines.where(
      sql<boolean>`coalesce(v.kind, 'undetermined') = any(${[...filter.verdict]}::text[])`,
    );
  }
  if (filter.purpose?.length) lines = lines.where('l.purpose', 'in', filter.purpose);
  if (filter.numberType?.length) lines = lines.where('l.number_type', 'in', filter.numberType);
  if (filter.tier?.length) lines = lines.where('l.tier', 'in', filter.tier);
  if (filter.clearance) {
    lines = lines.where(
      sql<boolean>`l.id in (
        select id from (${standingWords(nowMs)}) standing where word = ${filter.clearance})`,
    );
  }
  if (filter.ticketed !== undefined) {
    const open = sql<boolean>`exists (select 1 from tickets t where t.line_id = l.id and t.state <> 'closed')`;
    lines = lines.where(filter.ticketed ? open : sql<boolean>`not ${open}`);
  }
  if (filter.unkept !== undefined) {
    lines = lines.where('l.keeper_id', filter.unkept ? 'is' : 'is not', null);
  }
  if (filter.conflicting !== undefined) {
    const contradicted = sql<boolean>`l.id in (select g.line_id from listing_conflicts k
      join conflict_listings cl on cl.conflict_id = k.id join listings g on g.id = cl.listing_id
      where k.resolved_at_ms is null and g.line_id is not null)`;
    lines = lines.where(filter.conflicting ? contradicted : sql<boolean>`not ${contradicted}`);
  }
  if (filter.campaignId) {
    lines = lines.where(
      sql<boolean>`l.id in (select k.line_id from campaign_calls k
        where k.campaign_id = ${filter.campaignId} and k.calls > 0)`,
    );
  }
  return lines;
}

const conflictCount = sql<number>`(select count(distinct k.id) from listings g
  join conflict_listings cl on cl.listing_id = g.id
  join listing_conflicts k on k.id = cl.conflict_id and k.resolved_at_ms is null
  where g.line_id = l.id)`;
const listingCount = sql<number>`(select count(*) from listings g where g.line_id = l.id)`;

/** Adds what lists show of a line; how it stands with test calls is read for each, unless `clearance` says it. */
export function withLineView(
  lines: ReturnType<typeof from>,
  nowMs: number,
  clearance: RawBuilder<LineView['clearance']> = clearanceWord(nowMs),
) {
  return lines
    .select([
      'l.id',
      'l.dialled',
      'l.area_code',
      'l.extension',
      'l.number_type',
      'l.purpose',
      'l.department_id',
      'd.name as department_name',
      'l.keeper_id',
      'k.account_id as keeper_account',
      'k.name as keeper_name',
      'k.telephone as keeper_telephone',
      'k.email as keeper_email',
      'l.owner',
      'l.services',
      'l.hours',
      'l.tier',
      'l.seats',
      'l.sample',
      'l.state',
      'v.kind',
      'v.confidence',
      'v.attempts',
      'v.reached',
      'v.reach_rate',
      'v.interval_low',
      'v.interval_high',
      'v.decided_at_ms',
    ])
    .select(clearance.as('clearance'))
    .select(conflictCount.as('conflicts'))
    .select(listingCount.as('listings'))
    .select(
      sql<{
        id: string;
        atMs: number;
        outcome: NonNullable<LineView['lastProbe']>['outcome'];
      } | null>`(
        select json_build_object('id', o.probe_id, 'atMs', o.started_at_ms, 'outcome', o.outcome)
        from observations_as_read o where o.line_id = l.id order by o.started_at_ms desc limit 1)`.as(
        'last_probe',
      ),
    )
    .select(
      sql<string | null>`(select t.id from tickets t where t.line_id = l.id and t.state <> 'closed'
        order by t.opened_at_ms desc limit 1)`.as('open_ticket_id'),
    );
}

const orderColumns = {
  number: sql`l.dialled`,
  department: sql`d.name`,
  verdict: sql`coalesce(v.kind, 'undetermined')`,
  reachRate: sql`v.reach_rate`,
  lastProbe: sql`(select max(o.started_at_ms) from observations o where o.line_id = l.id)`,
  tier: sql`l.tier`,
  attempts: sql`coalesce(v.attempts, 0)`,
} as const;

type Selected = ReturnType<typeof from>;
type Tables = Selected extends SelectQueryBuilder<infer D, infer _T, infer _O> ? D : never;
type Joined = Selected extends SelectQueryBuilder<infer _D, infer T, infer _O> ? T : never;

/** Orders a list; the identity decides between equals, so that pages neither repeat nor miss a line. */
export function lineOrder<O>(lines: SelectQueryBuilder<Tables, Joined, O>, order: LineOrder) {
  return lines
    .orderBy(orderColumns[order.sort], (by) =>
      (order.order === 'desc' ? by.desc() : by.asc()).nullsLast(),
    )
    .orderBy('l.id');
}

type ViewRow =
  ReturnType<typeof withLineView> extends SelectQueryBuilder<infer _D, infer _T, infer O>
    ? O
    : never;

export function toLineRow(row: ViewRow): LineRow {
  return {
    id: row.id,
    number: row.dialled,
    areaCode: row.area_code,
    extension: row.extension,
    numberType: row.number_type as LineRow['numberType'],
    purpose: row.purpose as LineRow['purpose'],
    department:
      row.department_id === null
        ? null
        : { id: row.department_id, name: row.department_name ?? '' },
    keeper:
      row.keeper_id === null
        ? null
        : {
            id: row.keeper_id,
            accountId: row.keeper_account,
            name: row.keeper_name ?? '',
            telephone: row.keeper_telephone,
            email: row.keeper_email,
          },
    serviceItems: row.services,
    publishedHours: row.hours,
    tier: row.tier as LineRow['tier'],
    seats: row.seats,
    owner: row.owner,
    state: row.state as LineRow['state'],
    sample: row.sample,
    verdict: {
      verdict: (row.kind ?? 'undetermined') as LineRow['verdict']['verdict'],
      confidence: row.confidence ?? 0,
      attempts: row.attempts ?? 0,
      reached: row.reached ?? 0,
      reachRate: row.reach_rate,
      interval:
        row.interval_low === null || row.interval_high === null
          ? null
          : [row.interval_low, row.interval_high],
      decidedAtMs: row.decided_at_ms,
    },
    lastProbe: row.last_probe,
    clearance: row.clearance,
    listings: row.listings,
    conflicts: row.conflicts,
    openTicketId: row.open_ticket_id,
  };
}
