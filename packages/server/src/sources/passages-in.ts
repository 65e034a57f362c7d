import { plainText, type Block, type Cell } from '@everyline/numbers';

import type { Passage, Rejected } from '../app/ports/document-reader.ts';

/** `完成投资（亿元）`: a column whose cells are figures in this unit. */
const withUnit = /^(?<name>.+?)\s*[（(](?:单位[：:])?(?<unit>[^（()）]{1,8})[）)]$/u;
const figure = /^\d[\d,，]*(?:\.\d+)?$/u;

/** The text of blocks in reading order; each row of a table is a line that names its columns. */
export async function* passagesIn(
  blocks: AsyncIterable<Block | Rejected>,
): AsyncGenerator<Passage | Rejected> {
  for await (const block of blocks) {
    switch (block.kind) {
      case 'rejected':
        yield block;
        break;
      case 'heading':
        yield* passage(`# ${plainText(block.text).replace(/\s+/gu, ' ')}`);
        break;
      case 'paragraph':
        yield* passage(plainText(block.text));
        break;
      case 'row':
        yield* passage(rowText(block.header, block.cells));
        break;
      case 'table': {
        const [head, ...rows] = block.rows;
        if (head === undefined) break;
        const names = head.map(cellText);
        for (const cells of rows) yield* passage(rowText(names, cells));
        break;
      }
      case 'record':
        yield* passage(block.fields.map(({ name, value }) => `${name}：${value}`).join('；'));
    }
  }
}

function* passage(text: string): Generator<Passage> {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed !== '#') yield { kind: 'passage', text: trimmed };
}

function rowText(header: readonly string[] | null, cells: readonly Cell[]): string {
  const texts = cells.map(cellText);
  if (header === null) return texts.filter((text) => text !== '').join('；');
  return texts
    .flatMap((text, index) => {
      const written = (header[index] ?? '').replace(/\s+/gu, '');
      if (text === '') return [];
      if (written === '') return [text];
      const { name, unit } = withUnit.exec(written)?.groups ?? {};
      const isFigure = name !== undefined && unit !== undefined && figure.test(text);
      return [isFigure ? `${name}：${text}${unit}` : `${written}：${text}`];
    })
    .join('；');
}

/** A line break inside a cell does not end its row. */
function cellText(cell: Cell): string {
  return plainText(cell.text)
    .trim()
    .replace(/\s*\n\s*/gu, '，');
}
