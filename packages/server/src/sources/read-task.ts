import type { OfficeRow } from '@everyline/domain';
import type { DocumentPart } from '@everyline/knowledge';
import type { FindOptions } from '@everyline/numbers';

import type {
  DocumentFile,
  FoundInDocument,
  Passage,
  Rejected,
} from '../app/ports/document-reader.ts';
import { listingsIn } from '../app/sources/listings-in.ts';
import { partsIn } from './parts-in.ts';
import { passagesIn } from './passages-in.ts';
import { tableRows } from './table-rows.ts';
import { readBlocks, type ReadingOptions } from './read-blocks.ts';

/** What is wanted of a document: the listings in it, its text, or the rows of its tables. */
export type ReadingTask =
  | {
      readonly wanted: 'listings';
      readonly file: DocumentFile;
      readonly find: FindOptions;
      readonly reading: ReadingOptions;
    }
  | {
      readonly wanted: 'passages' | 'rows' | 'parts';
      readonly file: DocumentFile;
      readonly reading: ReadingOptions;
    };

/** What comes out of a task. */
export type Found<T extends ReadingTask> = T extends { readonly wanted: 'listings' }
  ? FoundInDocument
  : T extends { readonly wanted: 'rows' }
    ? OfficeRow | Rejected
    : T extends { readonly wanted: 'parts' }
      ? DocumentPart | Rejected
      : Passage | Rejected;

/** Does a task in this thread. */
export function readTask<T extends ReadingTask>(task: T): AsyncGenerator<Found<T>> {
  if (task.wanted === 'rows') {
    return tableRows(task.file, task.reading) as AsyncGenerator<Found<T>>;
  }
  const blocks = readBlocks(task.file, task.reading);
  if (task.wanted === 'parts') return partsIn(blocks) as AsyncGenerator<Found<T>>;
  const found = task.wanted === 'listings' ? listingsIn(blocks, task.find) : passagesIn(blocks);
  return found as AsyncGenerator<Found<T>>;
}
