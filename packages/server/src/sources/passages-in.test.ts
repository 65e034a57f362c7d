import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';

import { passagesIn } from './passages-in.ts';
import { readBlocksFromBytes } from './read-blocks.ts';

async function textOf(name: string, bytes: Uint8Array): Promise<string[]> {
  const lines: string[] = [];
  for await (const found of passagesIn(readBlocksFromBytes(name, bytes))) {
    lines.push(found.kind === 'passage' ? found.text : `! ${found.reason.code}`);
  }
  return lines;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('the text of a document', () => {
  it('has its headings marked and its paragraphs as they stand', async () => {
    const html =
      '<h2>一、民生</h2><p>年底前改造小区12个。</p><table><tr><th>任务</th><th>投资（亿元）</th></tr><tr><td>新建<br>学校</td><td>3.5</td></tr><tr><td>其他</td><td></td></tr></table>';
    expect(await textOf('a.html', utf8(html))).toEqual([
      '# 一、民生',
      '年底前改造小区12个。',
      '任务：新建，学校；投资：3.5亿元',
      '任务：其他',
    ]);
  });

  it('names the columns of a sheet in each row, with the unit of its heading behind figures', async () => {
    const file = writeXlsxFile([
      ['类别', '牵头单位', '项目数（个）', '完成率（%）'].map((value) => ({ value })),
      [{ value: '教育' }, { value: '市教育局' }, { value: 12 }, { value: '待定' }],
    ]);
    expect(await textOf('a.xlsx', await file.toBuffer())).toEqual([
      '类别；牵头单位；项目数（个）；完成率（%）',
      '类别：教育；牵头单位：市教育局；项目数：12个；完成率（%）：待定',
    ]);
  });

  it('says what could not be read', async () => {
    expect(await textOf('a.xlsx', utf8('PK\u0003\u0004 broken'))).toEqual([
      expect.stringMatching(/^! /),
    ]);
  });
});
