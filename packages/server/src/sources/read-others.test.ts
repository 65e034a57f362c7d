import { describe, expect, test } from 'vitest';

import { pdfOf } from './fixtures/pdf-fixture.ts';
import { readAll, sketch } from './fixtures/read-all.ts';

const read = async (name: string, text: string) => (await readAll(name, text)).blocks.map(sketch);

describe('pdf', () => {
  test('puts lines back together and groups them into paragraphs', async () => {
    const bytes = pdfOf([
      [
        { x: 60, y: 760, text: '联系方式' },
        { x: 60, y: 700, text: '咨询电话：028-' },
        { x: 144, y: 700, text: '61881111' },
        { x: 60, y: 682, text: '传真：61881112' },
      ],
      [{ x: 60, y: 760, text: '第二页 12345' }],
    ]);
    const { blocks, rejected } = await readAll('a.pdf', bytes);
    expect(rejected).toEqual([]);
    expect(blocks.map(sketch)).toEqual([
      '联系方式',
      '咨询电话：028-61881111\n传真：61881112',
      '第二页 12345',
    ]);
    expect(blocks.map((block) => block.position.page)).toEqual([1, 1, 2]);
  });

  test('sees a table where columns line up', async () => {
    const rows = [
      ['单位', '科室', '电话'],
      ['规划局', '一科', '61881111'],
      ['税务局', '二科', '61881112'],
      ['城管局', '', '61881113'],
    ];
    const texts = rows.flatMap((cells, i) =>
      cells.flatMap((text, column) =>
        text === '' ? [] : [{ x: 60 + column * 140, y: 700 - i * 20, text }],
      ),
    );
    expect((await readAll('a.pdf', pdfOf([texts]))).blocks.map(sketch)).toEqual([
      rows.map((cells) => cells.join('|')).join('\n'),
    ]);
  });

  test('without text is refused as a scan, and a page without text is listed', async () => {
    expect((await readAll('a.pdf', pdfOf([[], []]))).rejected).toMatchObject([
      { scope: 'file', reason: { code: 'pdf_scanned' } },
    ]);
    const mixed = await readAll('a.pdf', pdfOf([[{ x: 60, y: 700, text: '电话 12345' }], []]));
    expect(mixed.blocks.map(sketch)).toEqual(['电话 12345']);
    expect(mixed.rejected).toMatchObject([
      { scope: 'part', position: { page: 2 }, reason: { code: 'pdf_page_scanned' } },
    ]);
  });

  test('that is broken is refused in one sentence', async () => {
    const { rejected } = await readAll('a.pdf', '%PDF-1.7\nnothing here');
    expect(rejected).toMatchObject([{ scope: 'file', reason: { code: 'pdf_broken' } }]);
  });
});

describe('text and markdown', () => {
  test('plain text keeps its lines inside paragraphs', async () => {
    expect(await read('a.txt', '一科\r\n电话 61881111\r\n\r\n二科 61881112')).toEqual([
      '一科\n电话 61881111',
      '二科 61881112',
    ]);
  });

  test('markdown gives headings, items, tables and struck text', async () => {
    const text = `# 热线\n\n说明\n====\n\n- 原号 ~~61881111~~ 现 **61881112**\n- [拨打](tel:12345)\n\n| 单位 | 电话 |\n| --- | --- |\n| 规划局 | 61881113 |\n\n末段`;
    const { blocks } = await readAll('a.md', text);
    expect(blocks.map(sketch)).toEqual([
      '#1 热线',
      '#1 说明',
      '原号 ~61881111~ 现 61881112',
      '拨打',
      '单位|电话\n规划局|61881113',
      '末段',
    ]);
    expect(blocks[4]).toMatchObject({ headerRows: 1, position: { line: 9 } });
  });

  test('bytes that are no text are refused', async () => {
    const noise = Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7_919 + (i >> 3) * 31) % 256);
    expect((await readAll('a.txt', noise)).rejected[0]?.reason.code).toMatch(
      /encoding_unknown|encoding_damaged|format_unknown/,
    );
    expect((await readAll('a.txt', '')).rejected).toMatchObject([
      { reason: { code: 'file_empty' } },
    ]);
  });
});

describe('data', () => {
  test('json gives one record an object, its own values before the objects in it', async () => {
    const text = JSON.stringify([
      {
        名称: '红十字会',
        联系: [{ tel: '0712-2851023' }],
        备注: '户名',
        phones: ['12345', '12366'],
      },
    ]);
    expect(await read('a.json', text)).toEqual([
      '$[0] 名称=红十字会, 备注=户名, phones=12345, phones=12366',
      '$[0].联系[0] tel=0712-2851023',
    ]);
  });

  test('a list of key and value is an object', async () => {
    const text = '[[{"key":"单位","value":"医院"},{"key":"电话","value":[{"tel":"12345"}]}]]';
    expect(await read('a.json', text)).toEqual(['$[0] 单位=医院', '$[0].电话[0] tel=12345']);
  });

  test('json that is cut off keeps what is whole and says where it breaks', async () => {
    const { blocks, rejected } = await readAll(
      'a.json',
      '[\n{"a":"61881111"},\n{"a":"61881112"},\n{"a":"618',
    );
    expect(blocks.map(sketch).slice(0, 2)).toEqual(['$[0] a=61881111', '$[1] a=61881112']);
    expect(rejected[0]).toMatchObject({ reason: { code: 'data_broken' }, position: { line: 4 } });
  });

  test('nesting without end is refused, not followed', async () => {
    const { rejected } = await readAll('a.json', '['.repeat(100_000));
    expect(rejected[0]).toMatchObject({ scope: 'file', reason: { code: 'nesting_too_deep' } });
  });

  test('json lines are read one by one, and a bad line costs only itself', async () => {
    const { blocks, rejected } = await readAll(
      'a.jsonl',
      '{"a":"61881111"}\n{"a":\n{"a":"61881112"}\n',
    );
    expect(blocks.map(sketch)).toEqual(['$[0] a=61881111', '$[2] a=61881112']);
    expect(rejected).toMatchObject([{ position: { line: 2 } }]);
  });

  test('a fragment of javascript is read as the data that it holds', async () => {
    expect(
      await read('a.js', `// 电话\n name: "紧急", list: [{ phone: '119', name: "火警" }, ]`),
    ).toEqual(['$ name=紧急', '$.list[0] phone=119, name=火警']);
  });

  test('yaml keeps leading zeros and says where it breaks', async () => {
    expect(await read('a.yaml', 'offices:\n  - name: 规划局\n    phone: 02861881111\n')).toEqual([
      '$.offices[0] name=规划局, phone=02861881111',
    ]);
    const { rejected } = await readAll('a.yaml', 'a: 1\n  b: [\n');
    expect(rejected[0]).toMatchObject({ reason: { code: 'data_broken' } });
  });
});
