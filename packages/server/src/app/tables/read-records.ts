import type { Localised } from '@everyline/contract';
import { nameKey, type OfficeRow } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import { reasonText } from '../sources/reading-reasons.ts';

/** The largest table: some hundred thousand cells. */
const mostBytes = 8 * 1024 ** 2;
const mostRows = 20_000;

/** A column of a table by the words that may stand above it, the first of which we write. */
export interface Column {
  readonly key: string;
  readonly heads: readonly string[];
}

/** One row under the heading: its cells by column, empty where there is none. */
export interface TableRecord {
  /** Row of the file, counted from 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Everything of a table that can be used, and parts of it that could not be read. */
export interface TableRead {
  readonly records: readonly TableRecord[];
  readonly unread: readonly { readonly row: number; readonly sentence: Localised }[];
}

/**
 * Reads a table (xlsx, csv) whose columns are named in its first rows, in any order.
 *
 * @param needed columns without which it is another table
 * @throws AppFault `too_large`; `invalid_input` where no such heading is found
 */
export async function readRecords(
  context: AppContext,
  file: DocumentFile,
  columns: readonly Column[],
  needed: readonly string[],
): Promise<TableRead> {
  if (file.sizeBytes > mostBytes) throw new AppFault('too_large', { limit: '8 MB' }, file.name);
  const byHead = new Map(
    columns.flatMap(({ key, heads }) => heads.map((head) => [nameKey(head), key])),
  );
  const records: TableRecord[] = [];
  const unread: { row: number; sentence: Localised }[] = [];
  let places: ReadonlyMap<string, number> | null = null;
  for await (const row of context.documents.rows(file)) {
    if ('kind' in row) {
      unread.push({
        row: rowOf(row.position),
        sentence: { zh: reasonText(row.reason, 'zh-CN'), en: reasonText(row.reason, 'en') },
      });
      continue;
    }
    if (places === null) {
      places = headingOf(row, byHead, needed);
      continue;
    }
    const cells = cellsOf(row, places);
    if (Object.values(cells).every((text) => text === '')) continue;
    records.push({ row: row.place.row, cells });
    if (records.length > mostRows) {
      const detail = {
        zh: `超过 ${mostRows} 行，请分成几个文件`,
        en: `it has more than ${mostRows} rows; divide it`,
      };
      throw new AppFault('invalid_input', { detail }, file.name);
    }
  }
  if (places === null) {
    const heads = needed.map((key) => columns.find((one) => one.key === key)?.heads ?? []);
    const detail = {
      zh: `找不到表头，需要有这些列：${heads.map(([zh]) => zh).join('、')}`,
      en: `there is no heading with these columns: ${heads.map(([zh, en]) => en ?? zh).join(', ')}`,
    };
    throw new AppFault('invalid_input', { detail }, file.name);
  }
  return { records, unread };
}

/** Which column stands where, if the row is the heading. */
function headingOf(
  { cells }: OfficeRow,
  byHead: ReadonlyMap<string, string>,
  needed: readonly string[],
): ReadonlyMap<string, number> | null {
  const places = new Map<string, number>();
  for (const [at, { text }] of cells.entries()) {
    const key = byHead.get(nameKey(text));
    if (key !== undefined && !places.has(key)) places.set(key, at);
  }
  return needed.every((key) => places.has(key)) ? places : null;
}

function cellsOf(
  { cells }: OfficeRow,
  places: ReadonlyMap<string, number>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...places].map(([key, at]) => [
      key,
      (cells[at]?.text ?? '').trim().replace(/^'(?=[=+\-@])/, ''),
    ]),
  );
}

function rowOf(position: unknown): number {
  const { row, line } = position as { row?: unknown; line?: unknown };
  return typeof row === 'number' ? row : typeof line === 'number' ? line : 0;
}
