import type { Block, Cell } from '@everyline/numbers';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { detectDialect } from './csv-dialect.ts';
import { CsvRows, type CsvFault, type CsvRow } from './csv-rows.ts';
import { decodeText, decodingReport, type DecodingReport } from './decode-text.ts';
import { documentChunks } from './document-bytes.ts';
import { HeaderTracker } from './header-row.ts';
import type { ReadingLimits } from './limits.ts';
import { ReadingFault, rejectPart } from './rejected.ts';

const SAMPLE_CHARS = 64 * 1024;

/** Rows of a csv of any delimiter and encoding, streamed; memory holds one chunk and one record. */
export async function* readCsv(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const report = decodingReport();
  const header = new HeaderTracker();
  let rows: CsvRows | null = null;
  let sample = '';
  let skip = 0;
  let rowNumber = 0;
  const blockOf = (row: CsvRow | CsvFault): Block | Rejected | null => {
    if (row.kind === 'fault') {
      return rejectPart(
        row.code,
        { line: row.line },
        { limit: Math.round(limits.rowChars / 1024) },
      );
    }
    rowNumber += 1;
    if (rowNumber <= skip) return null;
    return rowBlock(row, rowNumber - skip, header.next(row.cells));
  };
  const begin = (): CsvRows => {
    const dialect = detectDialect(sample);
    skip = dialect.skipLines;
    return new CsvRows(dialect, limits.rowChars);
  };
  for await (const text of decodeText(documentChunks(file), report, file.declared?.charset)) {
    const clean = report.chars === text.length ? text.replace(/^\ufeff/, '') : text;
    if (rows) {
      for (const row of rows.push(clean)) {
        const block = blockOf(row);
        if (block) yield block;
      }
      continue;
    }
    sample += clean;
    if (sample.length < SAMPLE_CHARS) continue;
    rows = begin();
    for (const row of rows.push(sample)) {
      const block = blockOf(row);
      if (block) yield block;
    }
  }
  if (report.encoding === '') throw new ReadingFault('encoding_unknown');
  const rest = rows ? rows.end() : ((rows = begin()), [...rows.push(sample), ...rows.end()]);
  for (const row of rest) {
    const block = blockOf(row);
    if (block) yield block;
  }
  const damaged = damagedText(report);
  if (damaged) yield damaged;
}

/** The entry for characters that were no text in the encoding of the file, if there were any. */
export function damagedText(report: DecodingReport): Rejected | null {
  if (report.replaced === 0) return null;
  return rejectPart(
    'encoding_damaged',
    { line: report.firstReplacedLine },
    { encoding: report.encoding.toUpperCase(), count: report.replaced },
  );
}

function rowBlock(row: CsvRow, number: number, header: string[] | null): Block {
  const cells: Cell[] = [];
  for (let i = 0; i < row.cells.length; i += 1) {
    const raw = row.cells[i] as string;
    const position = { line: row.line, row: number, column: row.columns[i] ?? 1 };
    const cell = { text: raw === '' ? [] : [{ text: raw }], position };
    // Saved from a spreadsheet, plain digits may have lost their leading zero.
    cells.push(row.quoted?.[i] !== true && isPlainDigits(raw) ? { ...cell, numeric: true } : cell);
  }
  return { kind: 'row', header, cells, position: { line: row.line, row: number } };
}

function isPlainDigits(text: string): boolean {
  if (text.length < 5 || text.length > 15 || text.charCodeAt(0) === 48) return false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
