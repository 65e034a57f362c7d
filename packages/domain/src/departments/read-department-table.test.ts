import { describe, expect, it } from 'vitest';

import type { OfficeCell, OfficeRow } from './department-table.ts';
import { readDepartmentTable } from './read-department-table.ts';

/** Cells by their texts: `<` is covered by the cell to its left, `^text` by the one above that holds the text. */
function rowsOf(...rows: readonly (readonly string[])[]): OfficeRow[] {
  return rows.map((cells, at) => ({
    place: { sheet: null, row: at + 1 },
    cells: cells.map((text, column): OfficeCell => {
      if (text === '<') return { text: cells[column - 1] ?? '', indent: 0, merged: 'left' };
      if (text.startsWith('^')) return { text: text.slice(1), indent: 0, merged: 'above' };
      return { text, indent: 0, merged: null };
    }),
  }));
}

/** Every department as `above/…/name`, with `?` before those of which the table does not say what they are under. */
function pathsOf(rows: readonly OfficeRow[]): string[] {
  const table = readDepartmentTable(rows);
  if ('refused' in table) return [table.refused];
  const path = (index: number): string => {
    const entry = table.entries[index];
    if (!entry) return '!';
    switch (entry.parent.kind) {
      case 'entry':
        return `${path(entry.parent.index)}/${entry.name}`;
      case 'named':
        return `(${entry.parent.code ?? entry.parent.name})/${entry.name}`;
      case 'top':
        return entry.name;
      case 'unsaid':
        return `?${entry.name}`;
    }
  };
  return table.entries.map((_entry, index) => path(index));
}

describe('a table of departments', () => {
  it('is read with a column for each level under merged headings, with merged and blank cells for the ones above', () => {
    const rows = rowsOf(
      ['蓉江市机构一览表', '<', '<', '<'],
      ['序号', '单位名称', '<', '<', '机构编码'],
      ['^序号', '一级', '二级', '三级', '^机构编码'],
      ['1', '市政府', '', '', '510'],
      ['2', '市政府', '财　政　局', '', '511'],
      ['3', '^市政府', '^财　政　局', '预算处', '512'],
      ['4', '', '', '国库处', '513'],
      ['5', '', '民政局', '', '514'],
      ['6', '市　委', '', '信访处', '515'],
      ['合计', '', '', '6', ''],
    );
    expect(pathsOf(rows)).toEqual([
      '?市政府',
      '?市政府/财政局',
      '?市政府/财政局/预算处',
      '?市政府/财政局/国库处',
      '?市政府/民政局',
      '?市委',
      '?市委/信访处',
    ]);
    const table = readDepartmentTable(rows);
    expect('entries' in table && table.entries.map(({ code }) => code)).toEqual([
      '510',
      '511',
      '512',
      '513',
      '514',
      null,
      '515',
    ]);
  });

  it('is read with the name of the one above, with and without a code, whatever the heads are called', () => {
    expect(
      pathsOf(
        rowsOf(
          ['部门名称', '上级部门', '部门代码', '上级代码', '区号'],
          ['市政府', '', '1', '', ''],
          ['财政局（地税局）', '市政府', '2', '', '28'],
          ['预算处', '', '3', '2', ''],
          ['档案馆', '—', '4', '', ''],
        ),
      ),
    ).toEqual(['市政府', '(市政府)/财政局（地税局）', '(2)/预算处', '档案馆']);
    expect(pathsOf(rowsOf(['Name', 'Parent'], ['City', ''], ['Tax Office', 'City']))).toEqual([
      'City',
      '(City)/Tax Office',
    ]);
  });

  it('is read as an outline by blanks of full width, by the style of cells, and by a column of levels', () => {
    const outline = ['?市政府', '?市政府/财政局', '?市政府/财政局/预算处', '?市政府/民政局'];
    expect(
      pathsOf(rowsOf(['单位'], ['市政府'], ['　财政局'], ['　　预算处'], ['　民政局'])),
    ).toEqual(outline);
    expect(pathsOf(rowsOf(['市政府'], ['  财政局'], ['    预算处'], ['  民政局']))).toEqual(
      outline,
    );
    const styled = rowsOf(['名称'], ['市政府'], ['财政局'], ['预算处'], ['民政局']).map(
      (row, at) => ({
        ...row,
        cells: row.cells.map((cell) => ({ ...cell, indent: [0, 0, 1, 2, 1][at] ?? 0 })),
      }),
    );
    expect(pathsOf(styled)).toEqual(outline);
    expect(
      pathsOf(
        rowsOf(
          ['单位', '层级'],
          ['市政府', '一级'],
          ['财政局', '2'],
          ['预算处', '三级'],
          ['民政局', '２'],
        ),
      ),
    ).toEqual(outline);
  });

  it('does not take the rank of offices for their level', () => {
    expect(pathsOf(rowsOf(['单位', '级别'], ['市政府', '正厅级'], ['　财政局', '正处级']))).toEqual(
      ['?市政府', '?市政府/财政局'],
    );
  });

  it('reads offices and their parts side by side as levels', () => {
    expect(
      pathsOf(rowsOf(['单位', '处室'], ['财政局', '预算处'], ['财政局', '国库处'], ['民政局', ''])),
    ).toEqual(['?财政局', '?财政局/预算处', '?财政局/国库处', '?民政局']);
  });

  it('keeps what a sheet states twice, for whoever imports it to see', () => {
    expect(pathsOf(rowsOf(['一级', '二级'], ['财政局', '预算处'], ['财政局', '预算处']))).toEqual([
      '?财政局',
      '?财政局/预算处',
      '?财政局/预算处',
    ]);
  });

  it('passes over heads that stand again on a new page', () => {
    expect(
      pathsOf(rowsOf(['单位名称', '上级'], ['甲局', ''], ['单位名称', '上级'], ['乙局', '甲局'])),
    ).toEqual(['甲局', '(甲局)/乙局']);
  });

  it('is refused when it is empty or names no departments', () => {
    expect(readDepartmentTable([])).toEqual({ refused: 'empty' });
    expect(readDepartmentTable(rowsOf(['', ' ']))).toEqual({ refused: 'empty' });
    expect(readDepartmentTable(rowsOf(['单位名称', '上级']))).toEqual({ refused: 'empty' });
    expect(readDepartmentTable(rowsOf(['姓名', '电话'], ['王芳', '028-61880001']))).toEqual({
      refused: 'no_columns',
    });
  });
});
