import type { DocumentPart } from '@everyline/knowledge';
import { plainText, type Block } from '@everyline/numbers';

import type { Rejected } from '../app/ports/document-reader.ts';

/** The parts of a document in reading order, as passages are cut along them. */
export async function* partsIn(
  blocks: AsyncIterable<Block | Rejected>,
): AsyncGenerator<DocumentPart | Rejected> {
  for await (const block of blocks) {
    switch (block.kind) {
      case 'rejected':
        yield block;
        break;
      case 'heading':
        yield { kind: 'heading', level: block.level, text: plainText(block.text) };
        break;
      case 'paragraph':
        yield { kind: 'paragraph', text: plainText(block.text) };
        break;
      case 'row':
        yield {
          kind: 'row',
          header: block.header,
          cells: block.cells.map(({ text }) => plainText(text)),
        };
        break;
      case 'table': {
        const [head, ...rows] = block.rows.map((cells) => cells.map(({ text }) => plainText(text)));
        if (head === undefined) break;
        for (const cells of rows.length === 0 ? [head] : rows) {
          yield { kind: 'row', header: rows.length === 0 ? null : head, cells };
        }
        break;
      }
      case 'record':
        yield {
          kind: 'row',
          header: block.fields.map(({ name }) => name),
          cells: block.fields.map(({ value }) => value),
        };
    }
  }
}
