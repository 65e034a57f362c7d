import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readAll, sketch } from './fixtures/read-all.ts';

/** `单位,电话\n公积金中心,86279457` in GB18030. */
const gb = Uint8Array.from([
  0xb5, 0xa5, 0xce, 0xbb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0a, 0xb9, 0xab, 0xbb, 0xfd, 0xbd, 0xf0,
  0xd6, 0xd0, 0xd0, 0xc4, 0x2c, 0x38, 0x36, 0x32, 0x37, 0x39, 0x34, 0x35, 0x37, 0x0a,
]);

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return bytes;
}

describe('csv', () => {
  test('is read in GB18030 when it is no UTF-8', async () => {
    const { blocks, rejected } = await readAll('a.csv', gb);
    expect(blocks.map(sketch)).toEqual(['单位|电话', '公积金中心|86279457']);
    expect(rejected).toEqual([]);
  });

  test('is read in GB18030 although its first 100 KB are ASCII', async () => {
    const ascii = new TextEncoder().encode('id,tel\n'.repeat(15_000));
    const both = new Uint8Array(ascii.length + gb.length);
    both.set(ascii);
    both.set(gb, ascii.length);
    const { blocks } = await readAll('a.csv', both);
    expect(blocks.length).toBe(15_002);
    expect(sketch(blocks.at(-1)!)).toBe('公积金中心|86279457');
  });

  test.each([
    ['utf-16le with a mark', utf16('\ufeff单位,电话\n规划局,12345678\n', true)],
    ['utf-16be with a mark', utf16('\ufeff单位,电话\n规划局,12345678\n', false)],
    ['utf-16le without a mark', utf16('单位,电话\n规划局,12345678\n', true)],
    ['utf-8 with a mark', new TextEncoder().encode('\ufeff单位,电话\n规划局,12345678\n')],
  ])('is read in %s', async (_, bytes) => {
    const { blocks } = await readAll('a.csv', bytes);
    expect(blocks.map(sketch)).toEqual(['单位|电话', '规划局|12345678']);
  });

  test.each([',', '\t', ';', '|', '^', '，', '\u0001'])(
    'may be delimited by %j',
    async (delimiter) => {
      const rows = [
        ['单位', '电话', '备注'],
        ['规划局', '028-61881111', '工作日 9:00-17:00'],
        ['税务局', '12366', ''],
      ];
      const { blocks } = await readAll(
        'a.csv',
        rows.map((row) => row.join(delimiter)).join('\r\n'),
      );
      expect(blocks.map(sketch)).toEqual(rows.map((row) => row.join('|')));
    },
  );

  test('keeps quoted delimiters, quotes and line breaks, and knows the line of every row', async () => {
    const text = '单位,电话\n"市局, ""一科""","028-61881111\n028-61881112"\n二科,61881113\n';
    const { blocks } = await readAll('a.csv', text);
    expect(blocks.map(sketch)).toEqual([
      '单位|电话',
      '市局, "一科"|028-61881111\n028-61881112',
      '二科|61881113',
    ]);
    expect(blocks.map((block) => block.position.line)).toEqual([1, 2, 4]);
  });

  test('lists a row whose quote is never closed and keeps the rows around it', async () => {
    const text = '单位,电话\n一科,61881111\n"二科,61881112\n三科,61881113\n"四科",61881114\n';
    const { blocks, rejected } = await readAll('a.csv', text);
    expect(blocks.map(sketch)).toEqual([
      '单位|电话',
      '一科|61881111',
      '三科|61881113',
      '四科|61881114',
    ]);
    expect(rejected).toMatchObject([
      { scope: 'part', position: { line: 3 }, reason: { code: 'row_quote_open' } },
    ]);
  });

  test('lists a row without end and keeps what follows', async () => {
    const text = `单位,电话\n${'x'.repeat(3_000_000)}\n三科,61881113\n`;
    const { blocks, rejected } = await readAll('a.csv', text);
    expect(blocks.map(sketch)).toEqual(['单位|电话', '三科|61881113']);
    expect(rejected).toMatchObject([{ position: { line: 2 }, reason: { code: 'row_too_long' } }]);
  });

  test('marks plain digits as numbers that may have lost a zero, but not text', async () => {
    const { blocks } = await readAll(
      'a.csv',
      '单位,电话\n一科,2861881111\n二科,"2861881111"\n三科,="02861881111"\n',
    );
    const numeric = blocks.flatMap((block) =>
      block.kind === 'row' ? [block.cells[1]?.numeric === true] : [],
    );
    expect(numeric).toEqual([false, true, false, false]);
    expect(sketch(blocks[3]!)).toBe('三科|02861881111');
  });

  test('gives the header that stands below a title, and none above it', async () => {
    const { blocks } = await readAll(
      'a.csv',
      '全市办公电话一览表,,\n单位,电话,地址\n规划局,61881111,东街\n',
    );
    expect(blocks.map((block) => (block.kind === 'row' ? block.header : 0))).toEqual([
      null,
      null,
      ['单位', '电话', '地址'],
    ]);
  });

  test('says how many places are no text in its encoding', async () => {
    const text = new TextEncoder().encode('单位,电话\n规划局,61881111\n城管局,61881112\n');
    text[17] = 0xff;
    const { blocks, rejected } = await readAll('a.csv', text);
    expect(blocks.length).toBe(3);
    expect(rejected).toMatchObject([
      {
        position: { line: 2 },
        reason: { code: 'encoding_damaged', values: { encoding: 'UTF-8', count: 1 } },
      },
    ]);
  });

  test('gives back what was written, whatever stands in the cells', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '号', '1', ' ', ';'),
      maxLength: 8,
    });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const quoted = rows.map((row) =>
          row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
        );
        const { blocks, rejected } = await readAll(
          'a.csv',
          `"h","电话","x"\n${quoted.join('\n')}\n`,
        );
        expect(rejected).toEqual([]);
        const read = blocks
          .slice(1)
          .map((block) =>
            block.kind === 'row'
              ? block.cells.map((one) => one.text.map((run) => run.text).join(''))
              : [],
          );
        expect(read).toEqual(rows.map((row) => [...row]));
      }),
      { numRuns: 150 },
    );
  });
});
