import { expect, it } from 'vitest';

import { passagesIn } from '../sources/passages-in.ts';
import { readBlocksFromBytes } from '../sources/read-blocks.ts';
import { figureCell, textCell, type Cell } from './list-sheet.ts';
import { writeList } from './write-list.ts';

const sheet = { heading: ['号码', '次数'], widths: [20, 10] };

async function* rows(count: number): AsyncGenerator<Cell[]> {
  for (let n = 0; n < count; n += 1) {
    yield [textCell(`0${n}`), figureCell(n === 2 ? null : n * 3)];
  }
}

async function textOf(bytes: Buffer): Promise<string[]> {
  const lines: string[] = [];
  for await (const found of passagesIn(readBlocksFromBytes('list.xlsx', bytes))) {
    lines.push(found.kind === 'passage' ? found.text : found.reason.code);
  }
  return lines;
}

it.each([4, 1_234])(
  'writes a list of %i rows, short or long, in their order and with text as text',
  async (count) => {
    const text = await textOf(await writeList(sheet, rows(count)));
    expect(text).toHaveLength(count + 1);
    expect(text.slice(0, 4)).toEqual([
      '号码；次数',
      '号码：00；次数：0',
      '号码：01；次数：3',
      '号码：02',
    ]);
    expect(text.at(-1)).toBe(`号码：0${count - 1}；次数：${(count - 1) * 3}`);
  },
);

it('says what went wrong while rows were read, also of a long list', async () => {
  async function* broken() {
    yield* rows(1_200);
    throw new Error('the database is gone');
  }
  await expect(writeList(sheet, broken())).rejects.toThrow('the database is gone');
});
