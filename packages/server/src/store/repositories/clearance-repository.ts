import type { Clearance as ClearanceView } from '@everyline/contract';
import type { Clearance, Objection, WeeklyHours } from '@everyline/domain';
import { sql, type RawBuilder } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import { displayNumber } from '../../app/lines/display-number.ts';
import type { ClearanceStore } from '../../app/ports/store/clearances.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

/** A department and all above it. */
function above(departmentId: string | null): RawBuilder<string> {
  return sql<string>`any(array(
    with recursive up as (
      select id, parent_id from departments where id = ${departmentId}
      union select p.id, p.parent_id from departments p join up on p.id = up.parent_id
    ) select id from up))`;
}

export function clearanceRepository(db: Database): ClearanceStore {
  const select = () =>
    db
      .selectFrom('clearances as c')
      .leftJoin('departments as d', 'd.id', 'c.department_id')
      .leftJoin('lines as l', 'l.id', 'c.line_id')
      .selectAll('c')
      .select('d.name as department_name')
      .select(['l.dialled', 'l.area_code', 'l.extension'])
      .select(
        sql<
          string[]
        >`array(select line_id from clearance_lines cl where cl.clearance_id = c.id)`.as(
          'line_ids',
        ),
      )
      .select(
        sql<number>`case c.scope_kind
          when 'line' then 1
          when 'list' then (select count(*) from clearance_lines cl where cl.clearance_id = c.id)
          else (select count(*) from lines x where x.department_id = c.department_id
            or (c.with_subtree and x.department_id in (
              with recursive under as (
                select id from departments where parent_id = c.department_id
                union select k.id from departments k join under on k.parent_id = under.id
              ) select id from under))) end`.as('covered'),
      );
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

  const toView = (row: Row): ClearanceView => ({
    id: row.id,
    scope: row.scope_kind as ClearanceView['scope'],
    givenBy: row.given_by,
    basis: row.basis,
    validFromMs: row.valid_from_ms,
    validToMs: row.valid_to_ms,
    hours: row.hours as ClearanceView['hours'],
    maxPerDay: row.max_per_day,
    minSpacingMs: row.min_spacing_ms,
    withdrawnAtMs: row.withdrawn_at_ms,
    withdrawnReason: row.withdrawn_reason,
    departmentId: row.department_id,
    departmentName: row.department_name,
    lineId: row.line_id,
    lineDisplay:
      row.dialled === null
        ? null
        : displayNumber({
            dialled: row.dialled,
            areaCode: row.area_code,
            extension: row.extension,
          }),
    lines: row.covered,
    createdAtMs: row.given_at_ms,
  });
  const coveringLine = (line: { id: string; departmentId: string | null }) =>
    select().where(
      sql<boolean>`(c.line_id = ${line.id}
        or c.department_id = ${line.departmentId}
        or (c.with_subtree and c.department_id = ${above(line.departmentId)})
        or exists (select 1 from clearance_lines cl where cl.clearance_id = c.id and cl.line_id = ${line.id}))`,
    );
  /** Inside a scope: given for a department of it, or for lines all of which are of it. */
  const insideScope = (scope: Scope) =>
    scope === 'all'
      ? sql<boolean>`true`
      : sql<boolean>`(c.department_id = any(${[...scope]}::uuid[]) or l.department_id = any(${[...scope]}::uuid[])
          or (c.scope_kind = 'list' and not exists (
            select 1 from clearance_lines cl join lines x on x.id = cl.line_id
            where cl.clearance_id = c.id and (x.department_id is null or not x.department_id = any(${[...scope]}::uuid[])))))`;

  return {
    insert: async (clearance) => {
      const { scope } = clearance;
      await db
        .insertInto('clearances')
        .values({
          id: clearance.id,
          scope_kind: scope.kind,
          line_id: scope.kind === 'line' ? scope.lineId : null,
          department_id: scope.kind === 'department' ? scope.departmentId : null,
          with_subtree: scope.kind === 'department' && scope.withSubtree,
          list_name: scope.kind === 'list' ? scope.name : null,
          given_by: clearance.givenBy,
          basis: clearance.basis,
          given_at_ms: clearance.givenAtMs,
          valid_from_ms: clearance.validFromMs,
          valid_to_ms: clearance.validToMs,
          hours: JSON.stringify(clearance.hours),
          max_per_day: clearance.maxPerDay,
          min_spacing_ms: clearance.minSpacingMs,
          loopback_only: clearance.loopbackOnly,
          recorded_by: clearance.recordedBy,
          withdrawn_at_ms: clearance.withdrawnAtMs,
          withdrawn_reason: null,
          withdrawn_by: null,
        })
        .execute();
      if (scope.kind === 'list' && scope.lineIds.length > 0) {
        await sql`insert into clearance_lines (clearance_id, line_id)
          select ${clearance.id}::uuid, unnest(${[...scope.lineIds]}::uuid[]) on conflict do nothing`.execute(
          db,
        );
      }
    },
    byId: async (id) => {
      const row = await select().where('c.id', '=', id).executeTakeFirst();
      return row ? toClearance(row) : null;
    },
    view: async (id) => {
      const row = await select().where('c.id', '=', id).executeTakeFirst();
      return row ? toView(row) : null;
    },
    page: async (query, scope, nowMs, paging) => {
      let wanted = select().where(insideScope(scope));
      if (query.departmentId) wanted = wanted.where('c.department_id', '=', query.departmentId);
      if (query.lineId) wanted = wanted.where('c.line_id', '=', query.lineId);
      if (query.valid !== undefined) {
        wanted = wanted.where(
          sql<boolean>`(c.withdrawn_at_ms is null and c.valid_from_ms <= ${nowMs}
            and (c.valid_to_ms is null or c.valid_to_ms > ${nowMs})) = ${query.valid}`,
        );
      }
      const plain = wanted.clearSelect();
      const ids = await pageOf(
        paging,
        plain.select((eb) => eb.fn.countAll<number>().as('total')),
        plain.select('c.id').orderBy('c.given_at_ms', 'desc').orderBy('c.id'),
        ({ id }) => id,
      );
      // How many lines each covers is counted for those that are shown alone.
      const found = await select()
        .where(sql<boolean>`c.id = any(${ids.items}::uuid[])`)
        .orderBy('c.given_at_ms', 'desc')
        .orderBy('c.id')
        .execute();
      return { ...ids, items: found.map(toView) };
    },
    withdraw: async (id, at) => {
      await db
        .updateTable('clearances')
        .set({ withdrawn_at_ms: at.atMs, withdrawn_reason: at.reason, withdrawn_by: at.by })
        .where('id', '=', id)
        .where('withdrawn_at_ms', 'is', null)
        .execute();
    },
    forLine: async (line) => (await coveringLine(line).execute()).map(toClearance),
    viewsForLine: async (line) =>
      (await coveringLine(line).orderBy('c.given_at_ms', 'desc').execute()).map(toView),
    addObjection: async (objection) => {
      await db
        .insertInto('objections')
        .values({
          id: objection.id,
          by: objection.by,
          ledger_key: objection.ledgerKey,
          line_id: objection.lineId,
          department_id: objection.departmentId,
          made_at_ms: objection.madeAtMs,
          withdrawn_at_ms: objection.withdrawnAtMs,
          note: objection.note,
          recorded_by: objection.recordedBy,
        })
        .execute();
    },
    objectionById: async (id) => {
      const row = await db
        .selectFrom('objections')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toObjection(row) : null;
    },
    withdrawObjection: async (id, atMs) => {
      await db
        .updateTable('objections')
        .set({ withdrawn_at_ms: atMs })
        .where('id', '=', id)
        .where('by', '=', 'office')
        .execute();
    },
    objectionsFor: async (line) =>
      (
        await db
          .selectFrom('objections')
          .selectAll()
          .where(
            sql<boolean>`(ledger_key = ${line.ledgerKey} or line_id = ${line.id}
              or department_id = ${above(line.departmentId)})`,
          )
          .execute()
      ).map(toObjection),
    objections: async (scope, paging) => {
      const inside =
        scope === 'all'
          ? sql<boolean>`true`
          : sql<boolean>`(o.department_id = any(${[...scope]}::uuid[]) or exists (
              select 1 from lines l where (l.id = o.line_id or l.ledger_key = o.ledger_key)
              and l.department_id = any(${[...scope]}::uuid[])))`;
      const wanted = db
        .selectFrom('objections as o')
        .leftJoin('departments as d', 'd.id', 'o.department_id')
        .where(inside);
      return pageOf(
        paging,
        wanted.select((eb) => eb.fn.countAll<number>().as('total')),
        wanted.selectAll('o').select('d.name as department_name').orderBy('o.made_at_ms', 'desc'),
        (row) => ({
          ...toObjection(row),
          recordedBy: row.recorded_by,
          departmentName: row.department_name,
        }),
      );
    },
  };
}

export interface ObjectionRow {
  id: string;
  by: string;
  ledger_key: string | null;
  line_id: string | null;
  department_id: string | null;
  made_at_ms: number;
  withdrawn_at_ms: number | null;
  note: string;
}

export function toObjection(row: ObjectionRow): Objection {
  return {
    id: row.id,
    by: row.by as Objection['by'],
    ledgerKey: row.ledger_key,
    lineId: row.line_id,
    departmentId: row.department_id,
    madeAtMs: row.made_at_ms,
    withdrawnAtMs: row.withdrawn_at_ms,
    note: row.note,
  };
}

/** A clearance as its table keeps it; `line_ids` are those of its list that are asked about. */
export interface ClearanceRow {
  id: string;
  scope_kind: string;
  line_id: string | null;
  department_id: string | null;
  with_subtree: boolean;
  list_name: string | null;
  line_ids: string[];
  given_by: string;
  basis: string;
  given_at_ms: number;
  valid_from_ms: number;
  valid_to_ms: number | null;
  withdrawn_at_ms: number | null;
  hours: unknown;
  max_per_day: number | null;
  min_spacing_ms: number | null;
  loopback_only: boolean;
}

export function toClearance(row: ClearanceRow): Clearance {
  return {
    id: row.id,
    scope:
      row.scope_kind === 'line'
        ? { kind: 'line', lineId: row.line_id ?? '' }
        : row.scope_kind === 'department'
          ? {
              kind: 'department',
              departmentId: row.department_id ?? '',
              withSubtree: row.with_subtree,
            }
          : { kind: 'list', name: row.list_name ?? '', lineIds: row.line_ids },
    givenBy: row.given_by,
    basis: row.basis,
    givenAtMs: row.given_at_ms,
    validFromMs: row.valid_from_ms,
    validToMs: row.valid_to_ms,
    withdrawnAtMs: row.withdrawn_at_ms,
    hours: row.hours as WeeklyHours | null,
    maxPerDay: row.max_per_day,
    minSpacingMs: row.min_spacing_ms,
    loopbackOnly: row.loopback_only,
  };
}
