import type { OfficeCell, OfficeRow } from '@everyline/domain';
import { plainText, type Block, type Cell } from '@everyline/numbers';

import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { readBlocks, type ReadingOptions } from './read-blocks.ts';
import { columnIndex } from './xlsx-merges.ts';

/** The rows of the tables of a document; a spreadsheet's row that stands alone is a row too. */
export async function* tableRows(
  file: DocumentFile,
  options: ReadingOptions,
): AsyncGenerator<OfficeRow | Rejected> {
  let table = 0;
  for await (const block of readBlocks(file, options)) {
    if (block.kind === 'rejected') yield block;
    else if (block.kind === 'table') {
      table += 1;
      const sheet = table === 1 ? null : `#${table}`;
      for (const [at, cells] of block.rows.entries()) {
        yield {
          place: { sheet, row: at + 1 },
          cells: cells.map((cell, column) => officeCell(cell, at, column)),
        };
      }
    } else yield* rowOf(block);
  }
}

function* rowOf(block: Block): Generator<OfficeRow> {
  const { position } = block;
  const row = position.row ?? position.line;
  const place = { sheet: position.sheet ?? null, row: row ?? 0 };
  if (row === undefined) return;
  if (block.kind === 'row') {
    yield {
      place,
      cells: block.cells.map((cell, column) => officeCell(cell, row - 1, column)),
    };
  } else if (block.kind === 'heading' || block.kind === 'paragraph') {
    // The only filled cell of its row, or a line of a text.
    const column = columnIndex(/^[A-Z]+/.exec(position.cell ?? 'A')?.[0] ?? 'A');
    const before = Array.from({ length: column }, () => officeCell({ text: [] }, row - 1, 0));
    yield { place, cells: [...before, officeCell(block, row - 1, column)] };
  }
}

function officeCell(
  cell: Pick<Cell, 'text'> & Partial<Pick<Cell, 'mergedFrom' | 'indent'>>,
  row: number,
  column: number,
): OfficeCell {
  const { mergedFrom } = cell;
  return {
    text: plainText(cell.text),
    indent: cell.indent ?? 0,
    merged:
      mergedFrom === undefined
        ? null
        : mergedFrom.column !== column
          ? 'left'
          : mergedFrom.row !== row
            ? 'above'
            : null,
  };
}
