import { describe, expect, test } from 'vitest';

import { readAll, sketch } from './fixtures/read-all.ts';
import { READING_OPTIONS } from './read-blocks.ts';

const read = async (html: string) => (await readAll('a.html', html)).blocks.map(sketch);

describe('html', () => {
  test('gives headings, paragraphs, line breaks and footers in reading order', async () => {
    const html = `<html><head><title>公积金</title><style>p{width:23.39px}</style><script>var a=61881111</script></head>
      <body><h2>联系我们</h2><p>电话：<b>028</b>-61881111<br>传真：61881112</p>地址&nbsp;东街
      <div class="site-footer">主办：市局 &copy; 61881113</div></body></html>`;
    expect(await read(html)).toEqual([
      '#1 公积金',
      '#2 联系我们',
      '电话：028-61881111\n传真：61881112',
      '地址\u00a0东街',
      'foot: 主办：市局 © 61881113',
    ]);
  });

  test('expands row and column spans and says which cell covers', async () => {
    const html = `<table><tr><th>单位</th><th colspan="2">电话</th></tr>
      <tr><td rowspan="2">规划局</td><td>61881111</td><td>一科</td></tr><tr><td>61881112</td><td>二科</td></tr></table>`;
    const { blocks } = await readAll('a.html', html);
    expect(blocks.map(sketch)).toEqual([
      '单位|电话|^电话\n规划局|61881111|一科\n^规划局|61881112|二科',
    ]);
    expect(blocks[0]).toMatchObject({ kind: 'table', headerRows: 1 });
    expect(blocks[0]?.kind === 'table' && blocks[0].rows[2]?.[0]?.mergedFrom).toEqual({
      row: 1,
      column: 0,
    });
  });

  test('marks what is struck through, by element and by style', async () => {
    const html =
      '<p><del>61881111</del> <s>1</s><strike>2</strike><span style="color:red;text-decoration: line-through">3</span> 61881112</p>';
    expect(await read(html)).toEqual(['~61881111~ ~123~ 61881112']);
  });

  test('keeps addresses of links and reads a tel: link without text', async () => {
    const { blocks } = await readAll(
      'a.html',
      '<p><a href="tel:02861881111">拨打</a> <a href="tel:12345"><img></a></p>',
    );
    expect(blocks[0]?.kind === 'paragraph' && blocks[0].text).toEqual([
      { text: '拨打', href: 'tel:02861881111' },
      { text: ' ' },
      { text: '12345', href: 'tel:12345' },
    ]);
  });

  test('reads a table that only arranges the page as running text', async () => {
    const html =
      '<table><tr><td>左栏<table><tr><td>单位</td><td>电话</td></tr><tr><td>一科</td><td>61881111</td></tr></table></td><td>右栏 61881112</td></tr></table>';
    expect(await read(html)).toEqual(['左栏', '单位|电话\n一科|61881111', '右栏 61881112']);
  });

  test('reads the data of a page that shows it by javascript', async () => {
    const html = `<div id="app"></div><script>const list = [{name: '市长热线', phone: '12345'}, {"name":"供水","phone":"028-61881111"}];
      function render() { return list.map(function (x) { return '<p>' + x.phone + '</p>' }) }</script>`;
    const { blocks } = await readAll('a.html', html);
    expect(blocks.filter((block) => block.kind === 'record').map(sketch)).toEqual([
      expect.stringContaining('name=市长热线, phone=12345'),
      expect.stringContaining('name=供水, phone=028-61881111'),
    ]);
  });

  test('does not read scripts of a page that shows numbers itself', async () => {
    expect(await read('<p>电话 61881111</p><script>var other = "61889999"</script>')).toEqual([
      '电话 61881111',
    ]);
  });

  test('follows the charset that it names', async () => {
    const head = new TextEncoder().encode('<html><meta charset="gb2312"><p>');
    // 电话 in GB2312
    const bytes = Uint8Array.from([...head, 0xb5, 0xe7, 0xbb, 0xb0, 0x31, 0x32, 0x33, 0x34, 0x35]);
    expect((await readAll('a.html', bytes)).blocks.map(sketch)).toEqual(['电话12345']);
  });

  test('believes the bytes where the named charset is wrong', async () => {
    expect(
      await read(
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>电话12345</p>',
      ),
    ).toEqual(['电话12345']);
  });

  test('stops where elements nest without end, and keeps what stands before', async () => {
    const { blocks, rejected } = await readAll(
      'a.html',
      `<p>电话 61881111</p>${'<div>'.repeat(100_000)}`,
    );
    expect(blocks.map(sketch)).toEqual(['电话 61881111']);
    expect(rejected).toMatchObject([{ scope: 'file', reason: { code: 'nesting_too_deep' } }]);
  });

  test('hands a table of many rows on in parts that repeat the header and what spans down', async () => {
    const rows = Array.from(
      { length: 2_500 },
      (_, i) => `<tr><td>${61_880_000 + i}</td></tr>`,
    ).join('');
    const html = `<table><tr><th>单位</th><th>电话</th></tr><tr><td rowspan="9999">规划局</td><td>12345</td></tr>${rows}</table>`;
    const { blocks } = await readAll('a.html', html);
    expect(blocks.length).toBe(3);
    const own = blocks.flatMap((block) =>
      block.kind === 'table'
        ? block.rows.flatMap((cells) => cells.filter((cell) => !cell.mergedFrom))
        : [],
    );
    expect(own.length).toBe(2 + 2 + 2_500);
    for (const block of blocks) {
      if (block.kind !== 'table') throw new Error('a table was expected');
      for (const cell of block.rows.flat()) {
        if (cell.mergedFrom)
          expect(block.rows[cell.mergedFrom.row]?.[cell.mergedFrom.column]?.text).toEqual(
            cell.text,
          );
      }
    }
  });

  test('reads a million numbers in one table cell, one paragraph or as many paragraphs, in bounded time', async () => {
    const many = (between: string) =>
      `<p>${Array.from({ length: 1_000_000 }, (_, i) => 61_000_000 + i).join(between)}`;
    for (const html of [
      many('<br>'),
      many('</p><p>'),
      `<table><tr><td>${many(' <br> ')}</table>`,
      many(', '),
    ]) {
      let digits = 0;
      for (const block of (await readAll('a.html', html)).blocks) {
        if (block.kind === 'paragraph')
          for (const run of block.text) digits += run.text.match(/\d{8}/g)?.length ?? 0;
        if (block.kind === 'table') digits += sketch(block).match(/\d{8}/g)?.length ?? 0;
      }
      expect(digits).toBe(1_000_000);
    }
  }, 60_000);

  test('is no bomb through spans', async () => {
    const html = `<table>${'<tr><td colspan=9999 rowspan=65534>61881111</td></tr>'.repeat(300)}</table>`;
    const { blocks } = await readAll('a.html', html, READING_OPTIONS);
    expect(blocks.length).toBe(1);
  });
});
