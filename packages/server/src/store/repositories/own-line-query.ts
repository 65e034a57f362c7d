import type { OwnLine } from '@everyline/contract';
import type { Dispute, OwnerWord, Purpose } from '@everyline/domain';
import { sql } from 'kysely';

import type { OwnLineFilter, OwnLineRow } from '../../app/ports/store/owners.ts';
import type { Database } from '../database.ts';
import { toKeeper } from './keeper-repository.ts';
import { clearanceWord } from './line-list.ts';

/** Active lines with their office, keeper and the last thing that their owner said. */
export const ownedLines = (db: Database) =>
  db
    .selectFrom('lines as l')
    .leftJoin('departments as d', 'd.id', 'l.department_id')
    .leftJoin('keepers as k', 'k.id', 'l.keeper_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('owner_answers as o')
          .selectAll('o')
          .whereRef('o.line_id', '=', 'l.id')
          .orderBy('o.sequence', 'desc')
          .limit(1)
          .as('a'),
      (join) => join.onTrue(),
    )
    .where('l.state', '=', 'active');

/** True of lines whose owner has said something of this version that still holds. */
export const answered = (nowMs: number) =>
  sql<boolean>`(a.id is not null and a.version = l.version
    and (a.word = 'disputed' or a.valid_to_ms > ${nowMs}))`;

export function filteredOwn(db: Database, filter: OwnLineFilter, nowMs: number) {
  let lines = ownedLines(db).where('l.department_id', 'is not', null);
  if (filter.scope !== 'all') {
    lines = lines.where(sql<boolean>`l.department_id = any(${[...filter.scope]}::uuid[])`);
  }
  if (filter.departmentIds) {
    lines = lines.where(sql<boolean>`l.department_id = any(${[...filter.departmentIds]}::uuid[])`);
  }
  if (filter.accountId !== undefined) lines = lines.where('k.account_id', '=', filter.accountId);
  if (filter.keeperId !== undefined) lines = lines.where('l.keeper_id', '=', filter.keeperId);
  if (filter.lineId !== undefined) lines = lines.where('l.id', '=', filter.lineId);
  if (filter.open === true) lines = lines.where(sql<boolean>`not ${answered(nowMs)}`);
  return lines;
}

export function withOwnView(lines: ReturnType<typeof filteredOwn>, nowMs: number) {
  return lines
    .select(['l.id', 'l.version', 'l.dialled', 'l.area_code', 'l.extension', 'l.services'])
    .select(['l.hours', 'l.purpose', 'l.department_id', 'l.confirm_due_ms', 'l.keeper_id'])
    .select(['d.name as department_name', 'k.account_id', 'k.name as keeper_name'])
    .select(['k.department_id as keeper_department', 'k.telephone', 'k.email'])
    .select(['a.word', 'a.version as answered_version', 'a.at_ms', 'a.valid_to_ms', 'a.dispute'])
    .select(clearanceWord(nowMs).as('clearance'))
    .select(
      sql<string[]>`array(select c.id from clearances c where c.line_id = l.id
        and c.withdrawn_at_ms is null order by c.id)`.as('clearance_ids'),
    )
    .select(
      sql<string[]>`array(select o.id from objections o where o.ledger_key = l.ledger_key
        and o.by = 'office' and o.withdrawn_at_ms is null order by o.id)`.as('objection_ids'),
    );
}

interface Row {
  id: string;
  version: number;
  dialled: string;
  area_code: string | null;
  extension: string | null;
  services: string[];
  hours: string | null;
  purpose: string;
  department_id: string | null;
  department_name: string | null;
  confirm_due_ms: number | null;
  keeper_id: string | null;
  keeper_department: string | null;
  account_id: string | null;
  keeper_name: string | null;
  telephone: string | null;
  email: string | null;
  word: string | null;
  answered_version: number | null;
  at_ms: number | null;
  valid_to_ms: number | null;
  dispute: Dispute | null;
  clearance: OwnLine['clearance'];
  clearance_ids: string[];
  objection_ids: string[];
}

/** The keeper of a row, under the names that lists select it by. */
export function keeperOfRow(
  row: Pick<
    Row,
    'keeper_id' | 'keeper_department' | 'account_id' | 'keeper_name' | 'telephone' | 'email'
  >,
) {
  if (row.keeper_id === null) return null;
  const { keeper_id: id, account_id, telephone, email } = row;
  const name = row.keeper_name ?? '';
  return toKeeper({
    id,
    account_id,
    telephone,
    email,
    name,
    department_id: row.keeper_department ?? '',
  });
}

export function toOwnLine(row: Row): OwnLineRow {
  return {
    id: row.id,
    version: row.version,
    number: { dialled: row.dialled, areaCode: row.area_code, extension: row.extension },
    services: row.services,
    hours: row.hours,
    purpose: row.purpose as Purpose,
    department:
      row.department_id === null
        ? null
        : { id: row.department_id, name: row.department_name ?? '' },
    keeper: keeperOfRow(row),
    dueMs: row.confirm_due_ms,
    last:
      row.word === null
        ? null
        : {
            word: row.word as OwnerWord,
            version: row.answered_version ?? 0,
            atMs: row.at_ms ?? 0,
            validToMs: row.valid_to_ms,
            dispute: row.dispute,
          },
    clearance: row.clearance,
    clearanceIds: row.clearance_ids,
    objectionIds: row.objection_ids,
  };
}
