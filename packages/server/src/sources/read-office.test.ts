import { describe, expect, test } from 'vitest';

import { readAll, sketch } from './fixtures/read-all.ts';
import { row, workbook, workbookEntries } from './fixtures/xlsx-fixture.ts';
import { zipOf } from './fixtures/zip-fixture.ts';
import { READING_LIMITS } from './limits.ts';
import { READING_OPTIONS } from './read-blocks.ts';

const sheet = (rows: string, merges: readonly string[] = []) =>
  workbook([{ name: 'Sheet1', rows, merges }]);

describe('xlsx', () => {
  test('repeats a merged cell in the cells that it covers, although merges stand after the rows', async () => {
    const bytes = sheet(
      row(1, ['单位', '科室', '电话']) +
        row(2, ['规划局', '一科', '61881111']) +
        row(3, [null, '二科', '61881112']),
      ['A2:A3'],
    );
    const { blocks, rejected } = await readAll('a.xlsx', bytes);
    expect(rejected).toEqual([]);
    expect(blocks.map(sketch)).toEqual([
      '单位|科室|电话',
      '规划局|一科|61881111',
      '^规划局|二科|61881112',
    ]);
    expect(blocks[2]).toMatchObject({
      header: ['单位', '科室', '电话'],
      cells: [
        { mergedFrom: { row: 1, column: 0 }, position: { sheet: 'Sheet1', cell: 'A3' } },
        {},
        {},
      ],
    });
  });

  test('reads a title across the table and a section across it as headings', async () => {
    const bytes = sheet(
      row(1, ['全市办公电话']) +
        row(2, ['单位', '电话', '地址']) +
        row(3, ['一、市级部门']) +
        row(4, ['规划局', '12345', '东街']),
      ['A1:C1', 'A3:C3'],
    );
    expect((await readAll('a.xlsx', bytes)).blocks.map(sketch)).toEqual([
      '#2 全市办公电话',
      '单位|电话|地址',
      '#3 一、市级部门',
      '规划局|12345|东街',
    ]);
  });

  test('marks struck cells and struck parts of a cell', async () => {
    const bytes = workbook(
      [
        {
          name: 'Sheet1',
          rows: '<row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        },
      ],
      ['<t>61881111</t>', '<r><rPr><strike/></rPr><t>61881112</t></r><r><t> 61881113</t></r>'],
    );
    expect((await readAll('a.xlsx', bytes)).blocks.map(sketch)).toEqual([
      '~61881111~|~61881112~ 61881113',
    ]);
  });

  test('keeps numbers as digits, flags them, applies masks and shows dates as dates', async () => {
    const bytes = sheet(
      '<row r="1"><c r="A1"><v>2861881111</v></c><c r="B1"><v>2.861881111E9</v></c><c r="C1" s="2"><v>7102345678</v></c><c r="D1" s="3"><v>43466</v></c></row>',
    );
    const { blocks } = await readAll('a.xlsx', bytes);
    expect(blocks.map(sketch)).toEqual(['2861881111|2861881111|0710-2345678|2019-01-01']);
    const [first] = blocks;
    expect(first?.kind === 'row' && first.cells.map((cell) => cell.numeric === true)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('reads all sheets, hidden ones and hidden rows too', async () => {
    const bytes = workbook([
      { name: '市发改委', rows: row(1, ['61881111', 'a']) },
      {
        name: 'Sheet2',
        state: 'hidden',
        rows: '<row r="1" hidden="1"><c t="inlineStr"><is><t>61881112</t></is></c></row>',
      },
    ]);
    expect((await readAll('a.xlsx', bytes)).blocks.map(sketch)).toEqual([
      '#1 市发改委',
      '61881111|a',
      '61881112',
    ]);
  });

  test('lists formula errors with their cell', async () => {
    const { rejected } = await readAll(
      'a.xlsx',
      sheet('<row r="7"><c r="C7" t="e"><v>#REF!</v></c></row>'),
    );
    expect(rejected).toMatchObject([
      {
        position: { sheet: 'Sheet1', cell: 'C7' },
        reason: { code: 'cell_error', values: { value: '#REF!' } },
      },
    ]);
  });

  test('keeps the rows before a damaged place and the sheets after it', async () => {
    const entries = workbookEntries([
      { name: 'Sheet1', rows: row(1, ['61881111']) },
      { name: 'Sheet2', rows: row(1, ['61881112']) },
    ]);
    const whole = entries['xl/worksheets/sheet1.xml'] ?? '';
    const cut = whole.slice(0, whole.indexOf('</sheetData>'));
    const { blocks, rejected } = await readAll(
      'a.xlsx',
      zipOf({ ...entries, 'xl/worksheets/sheet1.xml': cut }),
    );
    expect(blocks.map(sketch)).toEqual(['61881111', '61881112']);
    expect(rejected).toMatchObject([
      { scope: 'part', position: { sheet: 'Sheet1' }, reason: { code: 'xml_broken' } },
    ]);
  });

  test('is read when its name says csv or nothing', async () => {
    expect((await readAll('numbers', sheet(row(1, ['61881111'])))).blocks.map(sketch)).toEqual([
      '61881111',
    ]);
  });

  test('reads an xls that is an html table under another name', async () => {
    const { blocks } = await readAll(
      'a.xls',
      '<html><table><tr><td>一科</td><td>61881111</td></tr></table></html>',
    );
    expect(blocks.map(sketch)).toEqual(['一科|61881111']);
  });
});

describe('docx', () => {
  const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const p = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const cell = (text: string, properties = '') =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
  const docx = (body: string, more: Record<string, string> = {}) =>
    zipOf({
      'word/document.xml': `<w:document ${word}><w:body>${body}</w:body></w:document>`,
      ...more,
    });

  test('gives headings, struck text, links and the footer', async () => {
    const bytes = docx(
      `<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>联系方式</w:t></w:r></w:p>
       <w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>61881111</w:t></w:r><w:r><w:t xml:space="preserve"> 61881112</w:t></w:r></w:p>
       <w:p><w:hyperlink r:id="rId9"><w:r><w:t>拨打</w:t></w:r></w:hyperlink><w:del><w:r><w:delText>12345</w:delText></w:r></w:del></w:p>`,
      {
        'word/styles.xml': `<w:styles ${word}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>`,
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="rId9" Target="tel:12366" TargetMode="External"/></Relationships>',
        'word/footer1.xml': `<w:ftr ${word}>${p('值班电话 61881113')}</w:ftr>`,
      },
    );
    const { blocks, rejected } = await readAll('a.docx', bytes);
    expect(rejected).toEqual([]);
    expect(blocks.map(sketch)).toEqual([
      '#1 联系方式',
      '~61881111~ 61881112',
      '拨打~12345~',
      'foot: 值班电话 61881113',
    ]);
    expect(blocks[2]).toMatchObject({ text: [{ text: '拨打', href: 'tel:12366' }, {}] });
  });

  test('expands merged cells of a table', async () => {
    const bytes = docx(
      `<w:tbl><w:tr>${cell('单位')}${cell('电话', '<w:gridSpan w:val="2"/>')}</w:tr>
        <w:tr>${cell('规划局', '<w:vMerge w:val="restart"/>')}${cell('一科')}${cell('61881111')}</w:tr>
        <w:tr>${cell('', '<w:vMerge/>')}${cell('二科')}${cell('61881112')}</w:tr></w:tbl>`,
    );
    const { blocks } = await readAll('a.docx', bytes);
    expect(blocks.map(sketch)).toEqual([
      '单位|电话|^电话\n规划局|一科|61881111\n^规划局|二科|61881112',
    ]);
  });

  test('reads a text box once', async () => {
    const bytes = docx(
      `<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>${p('61881111')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p('61881111')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
    );
    expect((await readAll('a.docx', bytes)).blocks.map(sketch)).toEqual(['61881111']);
  });
});

describe('office files that are broken or hostile', () => {
  test('a zip that is cut off is refused with what to do', async () => {
    const bytes = sheet(row(1, ['61881111']));
    for (const end of [30, bytes.length >> 1, bytes.length - 10]) {
      const { blocks, rejected } = await readAll('a.xlsx', bytes.subarray(0, end));
      expect(blocks).toEqual([]);
      expect(rejected).toMatchObject([{ scope: 'file', reason: { code: 'zip_broken' } }]);
    }
  });

  test('any byte may be wrong, and nothing is thrown', async () => {
    const good = sheet(row(1, ['单位', '电话']) + row(2, ['规划局', '61881111']), ['A1:A2']);
    for (let at = 0; at < good.length; at += 3) {
      const bytes = good.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
      const { blocks, rejected } = await readAll('a.xlsx', bytes);
      expect(blocks.length + rejected.length).toBeGreaterThan(0);
    }
  });

  test('a zip bomb is refused before it fills the memory', async () => {
    const entries = workbookEntries([{ name: 'Sheet1', rows: row(1, ['x']) }]);
    const bomb = new Uint8Array(64 * 1024 * 1024).fill(0x20);
    const { rejected } = await readAll(
      'a.xlsx',
      zipOf({ ...entries, 'xl/sharedStrings.xml': bomb }),
    );
    expect(rejected).toMatchObject([{ scope: 'file', reason: { code: 'zip_bomb' } }]);
  });

  test('a zip of endless entries or bytes is refused', async () => {
    const entries = workbookEntries([{ name: 'Sheet1', rows: row(1, ['61881111']) }]);
    const limited = (change: Partial<typeof READING_LIMITS>) =>
      readAll('a.xlsx', zipOf(entries), {
        ...READING_OPTIONS,
        limits: { ...READING_LIMITS, ...change },
      });
    for (const { rejected } of [
      await limited({ zipEntries: 3 }),
      await limited({ zipInflatedBytes: 500 }),
    ]) {
      expect(rejected).toMatchObject([{ scope: 'file', reason: { code: 'zip_bomb' } }]);
    }
  });

  test('an old doc without LibreOffice is refused with the way out', async () => {
    const bytes = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    const options = { ...READING_OPTIONS, officeProgram: '/nowhere/soffice' };
    const { rejected } = await readAll('a.doc', bytes, options);
    expect(rejected).toMatchObject([
      { reason: { code: 'format_needs_office', values: { format: '.doc', instead: '.docx' } } },
    ]);
    expect((await readAll('a.docx', bytes, options)).rejected).toMatchObject([
      { reason: { code: 'encrypted' } },
    ]);
  });
});
