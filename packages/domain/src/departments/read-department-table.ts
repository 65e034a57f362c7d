import type {
  DepartmentEntry,
  OfficeCell,
  OfficeRow,
  ReadDepartmentTable,
  WrittenParent,
} from './department-table.ts';
import { nameKey, tidyOfficeName } from './office-name.ts';
import { depthOf, findColumns, roleOfHead, type ColumnRole } from './table-columns.ts';

type Draft = { -readonly [Key in keyof DepartmentEntry]: DepartmentEntry[Key] };

/** Rows that are about the table and not of it: sums, remarks, who filled it in. */
const REMARK =
  /^(合计|总计|小计|共计|备注|注|说明|填表人?|制表人?|审核人?|单位负责人|total)([:：]|$)/iu;
/** What stands in a cell of which the writer means that it is empty. */
const NOTHING = /^[-—–－/\\无〇○]+$/u;

/**
 * Reads the departments of a table as offices write it: with the name and the name of the one above,
 * with a column for each level, or as an outline by indentation or by a column of levels. Each sheet
 * is read by its own heads; a sheet without any is passed over unless it is nothing but an outline.
 */
export function readDepartmentTable(rows: readonly OfficeRow[]): ReadDepartmentTable {
  const filled = rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''));
  if (filled.length === 0) return { refused: 'empty' };
  const entries: Draft[] = [];
  let found = false;
  let hasCodes = false;
  let hasAreaCodes = false;
  for (const sheet of bySheet(filled)) {
    const columns = findColumns(sheet) ?? bareOutline(sheet);
    if (columns === null) continue;
    found = true;
    const kinds = new Set([...columns.roles.values()].map(({ kind }) => kind));
    hasCodes ||= kinds.has('code');
    hasAreaCodes ||= kinds.has('areaCode');
    const below = sheet
      .slice(columns.below)
      .filter((row) => !isRepeatedHead(row, columns.roles) && !isRemark(row));
    readSheet(below, columns.roles, entries);
  }
  if (!found) return { refused: 'no_columns' };
  return entries.length === 0 ? { refused: 'empty' } : { entries, hasCodes, hasAreaCodes };
}

function bySheet(rows: readonly OfficeRow[]): OfficeRow[][] {
  const sheets = new Map<string | null, OfficeRow[]>();
  for (const row of rows) {
    const sheet = sheets.get(row.place.sheet);
    if (sheet) sheet.push(row);
    else sheets.set(row.place.sheet, [row]);
  }
  return [...sheets.values()];
}

/** A list without heads is an outline when all of it stands in one column. */
function bareOutline(rows: readonly OfficeRow[]): ReturnType<typeof findColumns> {
  const used = new Set<number>();
  for (const { cells } of rows) {
    for (const [column, cell] of cells.entries()) {
      if (own(cell) !== '') used.add(column);
    }
  }
  const [only] = used;
  if (used.size !== 1 || only === undefined) return null;
  return { roles: new Map([[only, { kind: 'name' }]]), below: 0 };
}

function readSheet(
  rows: readonly OfficeRow[],
  roles: ReadonlyMap<number, ColumnRole>,
  entries: Draft[],
): void {
  const columns = (kind: ColumnRole['kind']) =>
    [...roles].filter(([, role]) => role.kind === kind).map(([column]) => column);
  const levels = [...roles]
    .flatMap(([column, role]) => (role.kind === 'level' ? [{ column, level: role.level }] : []))
    .sort((a, b) => a.level - b.level)
    .map(({ column }) => column);
  const names = columns('name').filter((column) =>
    rows.some(({ cells }) => own(cells[column]) !== ''),
  );
  const hasParents = columns('parent').length > 0 || columns('parentCode').length > 0;
  if (levels.length > 1) return readLevels(rows, levels, roles, entries);
  // 单位, 处室, 科室 side by side are levels too.
  if (names.length > 1 && !hasParents) return readLevels(rows, names, roles, entries);
  const name = levels[0] ?? names[0];
  if (name === undefined) return;
  if (hasParents) readParents(rows, name, roles, entries);
  else readOutline(rows, name, roles, entries);
}

/** The text of a cell; empty where a merged cell to the left covers it. */
function own(cell: OfficeCell | undefined): string {
  return cell === undefined || cell.merged === 'left' ? '' : tidyOfficeName(cell.text);
}

function valueOf(
  row: OfficeRow,
  roles: ReadonlyMap<number, ColumnRole>,
  kind: ColumnRole['kind'],
): string | null {
  for (const [column, role] of roles) {
    if (role.kind !== kind) continue;
    const text = own(row.cells[column]);
    if (text !== '' && !NOTHING.test(text)) return text;
  }
  return null;
}

function entryOf(
  row: OfficeRow,
  roles: ReadonlyMap<number, ColumnRole>,
  name: string,
  parent: WrittenParent,
): Draft {
  const areaCode = valueOf(row, roles, 'areaCode');
  return {
    place: row.place,
    name,
    id: valueOf(row, roles, 'id')?.toLowerCase() ?? null,
    code: valueOf(row, roles, 'code'),
    // A spreadsheet that took it for a number has dropped the zero.
    areaCode: areaCode === null || areaCode.startsWith('0') ? areaCode : `0${areaCode}`,
    parent,
    stated: true,
  };
}

function readParents(
  rows: readonly OfficeRow[],
  column: number,
  roles: ReadonlyMap<number, ColumnRole>,
  entries: Draft[],
): void {
  for (const row of rows) {
    const name = own(row.cells[column]);
    if (name === '' || row.cells[column]?.merged === 'above') continue;
    const above = valueOf(row, roles, 'parent');
    const code = valueOf(row, roles, 'parentCode');
    const parent: WrittenParent =
      above === null && code === null
        ? { kind: 'top' }
        : { kind: 'named', name: above ?? code ?? '', code };
    entries.push(entryOf(row, roles, name, parent));
  }
}

/** The deepest filled cell of a row is the department, those before it are what it belongs to. */
function readLevels(
  rows: readonly OfficeRow[],
  levels: readonly number[],
  roles: ReadonlyMap<number, ColumnRole>,
  entries: Draft[],
): void {
  const byPath = new Map<string, number>();
  let held: string[] = [];
  for (const row of rows) {
    const cells = levels.map((column) => row.cells[column]);
    const deepest = cells.findLastIndex((cell) => own(cell) !== '');
    if (deepest < 0 || cells[deepest]?.merged === 'above') continue;
    const path: string[] = [];
    let follows = true;
    for (let level = 0; level <= deepest; level += 1) {
      const text = own(cells[level]);
      if (text !== '' && nameKey(text) !== nameKey(held[level] ?? '')) follows = false;
      // A blank cell means the one above it, as long as the cells to its left do too.
      path[level] = text !== '' ? text : follows ? (held[level] ?? '') : '';
    }
    held = path;
    let parent: WrittenParent = { kind: 'unsaid' };
    let key = '';
    for (const [level, name] of path.entries()) {
      if (name === '') continue;
      key += `\n${nameKey(name)}`;
      const known = byPath.get(key);
      const stated = level === deepest;
      const before = known === undefined ? undefined : entries[known];
      if (known !== undefined && before !== undefined && !(stated && before.stated)) {
        if (stated) entries[known] = entryOf(row, roles, name, before.parent);
        parent = { kind: 'entry', index: known };
        continue;
      }
      const entry = stated
        ? entryOf(row, roles, name, parent)
        : { ...entryOf(row, new Map(), name, parent), stated };
      entries.push(entry);
      if (known === undefined) byPath.set(key, entries.length - 1);
      parent = { kind: 'entry', index: entries.length - 1 };
    }
  }
}

function readOutline(
  rows: readonly OfficeRow[],
  column: number,
  roles: ReadonlyMap<number, ColumnRole>,
  entries: Draft[],
): void {
  const [depthColumn] = [...roles].find(([, role]) => role.kind === 'depth') ?? [];
  const depths = rows.map((row) =>
    depthColumn === undefined ? null : depthOf(own(row.cells[depthColumn])),
  );
  // 级别 may be the rank of the office (正处级) and not its place in the tree.
  const byDepth = depths.length > 0 && depths.every((depth) => depth !== null);
  const open: { readonly width: number; readonly index: number }[] = [];
  for (const [at, row] of rows.entries()) {
    const cell = row.cells[column];
    const name = own(cell);
    if (cell === undefined || name === '' || cell.merged === 'above') continue;
    const width = byDepth ? (depths[at] ?? 1) : indentation(cell);
    while ((open.at(-1)?.width ?? -1) >= width) open.pop();
    const above = open.at(-1);
    const parent: WrittenParent =
      above === undefined ? { kind: 'unsaid' } : { kind: 'entry', index: above.index };
    entries.push(entryOf(row, roles, name, parent));
    open.push({ width, index: entries.length - 1 });
  }
}

/** How far a name is moved in, in widths of a letter: a character of full width and a step of the style count two. */
function indentation({ text, indent }: OfficeCell): number {
  let width = indent * 2;
  for (const sign of text) {
    if (sign === '\u3000') width += 2;
    else if (sign === '\t') width += 4;
    else if (/\s/.test(sign)) width += 1;
    else break;
  }
  return width;
}

function isRepeatedHead(row: OfficeRow, roles: ReadonlyMap<number, ColumnRole>): boolean {
  const filled = row.cells.flatMap((cell, column) =>
    cell.text.trim() === '' ? [] : [{ cell, column }],
  );
  return (
    filled.some(({ cell }) => {
      const kind = roleOfHead(cell.text)?.kind;
      return kind === 'name' || kind === 'level';
    }) &&
    filled.every(
      ({ cell, column }) => !roles.has(column) || roleOfHead(cell.text)?.kind !== undefined,
    )
  );
}

function isRemark({ cells }: OfficeRow): boolean {
  const first = cells.find((cell) => own(cell) !== '');
  return first !== undefined && REMARK.test(own(first));
}
