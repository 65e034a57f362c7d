import type { Block, Cell } from '@everyline/numbers';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { decodeText, decodingReport } from './decode-text.ts';
import { documentChunks } from './document-bytes.ts';
import type { ReadingLimits } from './limits.ts';
import { recordsOf } from './literal-records.ts';
import type { Literal } from './literal-tree.ts';
import { damagedText } from './read-csv.ts';
import { ReadingFault } from './rejected.ts';
import { sqlRows } from './sql-rows.ts';
import { TextLines, type TextLine } from './text-lines.ts';
import { PlainBlocks } from './read-text.ts';

/** A dump of a database, streamed: the rows of its INSERTs are records, all else is text. */
export async function* readSql(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const report = decodingReport();
  const lines = new TextLines(limits.rowChars);
  const reading = new SqlBlocks(limits);
  for await (const text of decodeText(documentChunks(file), report, file.declared?.charset)) {
    for (const line of lines.push(text)) yield* reading.push(line);
  }
  if (report.encoding === '') throw new ReadingFault('encoding_unknown');
  for (const line of lines.end()) yield* reading.push(line);
  yield* reading.end();
  const damaged = damagedText(report);
  if (damaged) yield damaged;
}

const LONG_CELL = 200;

/** A row whose columns have no names: its short values side by side, its long ones as text. */
function* namelessRow(row: Literal & { kind: 'list' }): Generator<Block> {
  const cells: Cell[] = [];
  const long: Literal[] = [];
  for (const value of row.items) {
    if (value.kind !== 'text') continue;
    if (value.text.length > LONG_CELL) long.push(value);
    else
      cells.push({
        text: value.text === '' ? [] : [{ text: value.text }],
        position: { line: value.line },
      });
  }
  if (cells.length > 0) yield { kind: 'row', header: null, cells, position: { line: row.line } };
  for (const value of long) yield* recordsOf(value, '$');
}

/** Puts the lines of an INSERT together, at most `paragraphChars` of them at a time. */
class SqlBlocks {
  private readonly maxChars: number;
  private readonly prose: PlainBlocks;
  private held = '';
  private heldLine = 1;
  private columns: readonly string[] = [];
  private count = 0;
  private inserting = false;

  constructor(limits: ReadingLimits) {
    this.maxChars = limits.paragraphChars;
    this.prose = new PlainBlocks(limits.paragraphChars);
  }

  *push(line: TextLine): Generator<Block> {
    if (!this.inserting && !/^\s*(?:insert|replace)\s+(?:ignore\s+)?into\b/i.test(line.text)) {
      yield* this.prose.push(line);
      return;
    }
    if (!this.inserting) {
      yield* this.prose.end();
      this.columns = [];
      this.heldLine = line.line;
    }
    this.inserting = true;
    this.held += `${this.held === '' ? '' : '\n'}${line.text}`;
    if (this.held.length > this.maxChars || /[;,]\s*$/.test(line.text)) yield* this.rows(false);
  }

  *end(): Generator<Block> {
    if (this.inserting) yield* this.rows(true);
    yield* this.prose.end();
  }

  private *rows(last: boolean): Generator<Block> {
    const read = sqlRows(this.held, this.heldLine, this.columns);
    this.columns = read.columns;
    const cut = last || this.held.length - read.end > this.maxChars;
    for (const row of read.rows) {
      yield* row.kind === 'list' ? namelessRow(row) : recordsOf(row, `$[${this.count}]`);
      this.count += 1;
    }
    for (let at = 0; at < read.end; at += 1)
      if (this.held.charCodeAt(at) === 10) this.heldLine += 1;
    this.held = cut ? '' : this.held.slice(read.end);
    if (read.ended || cut) {
      this.inserting = false;
      this.held = '';
    }
  }
}
