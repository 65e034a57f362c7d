import type { OfficeCell, OfficeRow } from './department-table.ts';

/** What a column of a table of departments holds; `level` is the depth that its cells stand for. */
export type ColumnRole =
  | { readonly kind: 'id' | 'code' | 'name' | 'parent' | 'parentCode' | 'areaCode' | 'depth' }
  | { readonly kind: 'level'; readonly level: number };

/** Rows in which the heads of columns may stand: titles and remarks come before them. */
const HEAD_ROWS = 15;
/** Heads may be stacked: 单位名称 over 一级, 二级, 三级. */
const STACKED_ROWS = 3;

const NUMERALS = '一二三四五六七八九';

const ROLES: readonly (readonly [RegExp, ColumnRole['kind']])[] = [
  [/^(系统编号|everylineid)$/, 'id'],
  [/^(上级|主管|隶属|父级?|所属上级)(单位|部门|机构)?(编码|代码|编号)$|^parentcode$/, 'parentCode'],
  [
    /^(上级|主管|隶属|父级?|所属上级|直属上级)(单位|部门|机构|组织)?(名称)?$|^(隶属关系|隶属于|parent|under|parent(department|office|unit|name))$/,
    'parent',
  ],
  [
    /^(单位|部门|机构|组织|处室)?(编码|代码|编号|代号)$|^(code|(department|office|unit)code)$/,
    'code',
  ],
  [/^(电话)?区号$|^areacode$/, 'areaCode'],
  [/^(机构|单位|部门)?(级别|层级|级次)$|^level$/, 'depth'],
  [
    /^(单位|部门|机构|组织|处室|科室|内设机构|下属单位|处科室)(名称|全称)?$|^(名称|全称|name|department|office|unit|(department|office|unit)name)$/,
    'name',
  ],
];

/** What a head says of its column; null where it is none that matters here. */
export function roleOfHead(head: string): ColumnRole | null {
  const key = head
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
  const level =
    /^第?([一二三四五六七八九1-9])级(单位|部门|机构|组织|处室)?(名称)?$/.exec(key)?.[1] ??
    /^(?:单位|部门|机构|组织)([一二三四五六七八九1-9])级$/.exec(key)?.[1] ??
    /^level([1-9])$/.exec(key)?.[1];
  if (level !== undefined) return { kind: 'level', level: depthOf(level) ?? 1 };
  const found = ROLES.find(([pattern]) => pattern.test(key));
  return found ? ({ kind: found[1] } as ColumnRole) : null;
}

/** A depth as a cell writes it (`2`, `二级`, `第二级`), from 1; null where it is none. */
export function depthOf(text: string): number | null {
  const sign = /^第?([一二三四五六七八九1-9])级?$/.exec(text.normalize('NFKC').trim())?.[1];
  if (sign === undefined) return null;
  return NUMERALS.includes(sign) ? NUMERALS.indexOf(sign) + 1 : Number(sign);
}

export interface FoundColumns {
  readonly roles: ReadonlyMap<number, ColumnRole>;
  /** Index of the first row under the heads. */
  readonly below: number;
}

/** Finds the heads of a sheet's columns; null where it has none that name departments. */
export function findColumns(rows: readonly OfficeRow[]): FoundColumns | null {
  const names = (roles: ReadonlyMap<number, ColumnRole>) =>
    [...roles.values()].some(({ kind }) => kind === 'name' || kind === 'level');
  for (let at = 0; at < Math.min(rows.length, HEAD_ROWS); at += 1) {
    const roles = rolesOf(rows[at]?.cells ?? []);
    if (!names(roles)) continue;
    let below = at + 1;
    while (below < at + STACKED_ROWS) {
      const cells = rows[below]?.cells ?? [];
      const stacked = rolesOf(cells);
      const others = cells.filter(
        (cell, column) => cell.text.trim() !== '' && cell.merged === null && !stacked.has(column),
      );
      if (!names(stacked) || others.length > 0) break;
      for (const [column, role] of stacked) roles.set(column, role);
      below += 1;
    }
    return { roles, below };
  }
  return null;
}

function rolesOf(cells: readonly OfficeCell[]): Map<number, ColumnRole> {
  const roles = new Map<number, ColumnRole>();
  for (const [column, cell] of cells.entries()) {
    const role = roleOfHead(cell.text);
    if (role !== null) roles.set(column, role);
  }
  return roles;
}
