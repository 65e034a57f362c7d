import { runningCaseStates, type Case, type CaseState, type Extension } from '@everyline/domain';
import { sql } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type { CaseFilter, CaseRow } from '../../app/ports/store/cases.ts';
import type { Database } from '../database.ts';

/** Cases with their office, their line and what may be shown of who asked. */
export function selectCases(db: Database) {
  return db
    .selectFrom('cases as c')
    .leftJoin('lines as l', 'l.id', 'c.line_id')
    .leftJoin('departments as d', 'd.id', 'c.department_id')
    .leftJoin('case_contacts as k', 'k.case_id', 'c.id')
    .leftJoin('case_links as e', (join) =>
      join.onRef('e.case_id', '=', 'c.id').on('e.came', '=', true),
    )
    .leftJoin('case_systems as s', 's.id', 'e.system_id')
    .selectAll('c')
    .select(['l.dialled', 'l.area_code', 'l.extension as number_extension'])
    .select([
      'd.name as department_name',
      'k.shown_name',
      'k.shown_telephone',
      'e.external_number',
      's.name as came_from',
    ]);
}

export type CaseSelect = ReturnType<typeof selectCases>;
type Row = Awaited<ReturnType<CaseSelect['execute']>>[number];

export function toCase(row: Row): CaseRow {
  return {
    id: row.id,
    number: row.number,
    state: row.state as CaseState,
    demand: row.demand,
    category: row.category,
    place: row.place,
    channel: row.channel as Case['channel'],
    lineId: row.line_id,
    telephone:
      row.dialled === null
        ? null
        : {
            dialled: row.dialled,
            areaCode: row.area_code,
            extension: row.number_extension,
          },
    departmentId: row.department_id,
    departmentName: row.department_name,
    contact:
      row.shown_telephone === null
        ? null
        : { name: row.shown_name ?? '', telephone: row.shown_telephone },
    externalNumber: row.external_number,
    from: row.came_from,
    receivedAtMs: row.received_at_ms,
    answer: row.answer,
    answeredAtMs: row.answered_at_ms,
    satisfaction: row.satisfaction as Case['satisfaction'],
    toldAtMs: row.told_at_ms,
    assignedAtMs: row.assigned_at_ms,
    dueOn: row.due_on,
    extension: row.extension as Extension | null,
    extensionsGranted: row.extensions_granted,
    timesReopened: row.times_reopened,
    closedAtMs: row.closed_at_ms,
    version: row.version,
  };
}

/** A case as its table has it, but for its id and number. */
export function toCaseColumns(one: Case) {
  return {
    state: one.state,
    demand: one.demand,
    category: one.category,
    place: one.place,
    channel: one.channel,
    line_id: one.lineId,
    department_id: one.departmentId,
    received_at_ms: one.receivedAtMs,
    answer: one.answer,
    answered_at_ms: one.answeredAtMs,
    satisfaction: one.satisfaction,
    told_at_ms: one.toldAtMs,
    assigned_at_ms: one.assignedAtMs,
    due_on: one.dueOn,
    extension: one.extension === null ? null : JSON.stringify(one.extension),
    extensions_granted: one.extensionsGranted,
    times_reopened: one.timesReopened,
    closed_at_ms: one.closedAtMs,
    version: one.version,
  };
}

/** The cases that a list is narrowed to. */
export function narrowCases(all: CaseSelect, filter: CaseFilter, scope: Scope): CaseSelect {
  let wanted = all;
  if (scope !== 'all') {
    wanted = wanted.where(sql<boolean>`c.department_id = any(${[...scope]}::uuid[])`);
  }
  if (filter.state?.length) {
    const open = filter.state.includes('open');
    wanted = wanted.where((which) =>
      which.or([
        which('c.state', 'in', filter.state ?? []),
        ...(open ? [which('c.state', '<>', 'closed')] : []),
      ]),
    );
  }
  if (filter.departmentId) {
    wanted = wanted.where(
      sql<boolean>`c.department_id in (with recursive under as (
        select id from departments where id = ${filter.departmentId}
        union select k.id from departments k join under on k.parent_id = under.id
      ) select id from under)`,
    );
  }
  if (filter.lineId) wanted = wanted.where('c.line_id', '=', filter.lineId);
  if (filter.category?.length) wanted = wanted.where('c.category', 'in', filter.category);
  if (filter.channel?.length) wanted = wanted.where('c.channel', 'in', filter.channel);
  if (filter.overdue !== undefined) {
    const late = sql<boolean>`(c.due_on < ${filter.today} and c.state = any(${[...runningCaseStates]}::text[]))`;
    wanted = wanted.where(filter.overdue ? late : sql<boolean>`not ${late}`);
  }
  if (filter.extension !== undefined) {
    const asked = sql<boolean>`(c.state <> 'closed' and coalesce(c.extension->>'state', '') = 'asked')`;
    wanted = wanted.where(filter.extension ? asked : sql<boolean>`not ${asked}`);
  }
  if (filter.toBeTold !== undefined) {
    const waits = sql<boolean>`(c.answered_at_ms is not null and c.told_at_ms is null and c.channel <> 'work_orders')`;
    wanted = wanted.where(filter.toBeTold ? waits : sql<boolean>`not ${waits}`);
  }
  const asked = filter.q?.trim();
  if (asked) {
    const part = `%${asked.replace(/[\\%_]/g, '\\$&')}%`;
    wanted = wanted.where(
      sql<boolean>`(c.demand ilike ${part} or c.place ilike ${part} or d.name ilike ${part} or c.number::text = ${asked.replace(/^#/, '')})`,
    );
  }
  return wanted;
}
