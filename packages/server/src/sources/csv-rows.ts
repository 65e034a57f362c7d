import type { CsvDialect } from './csv-dialect.ts';

/** One record of a csv: its cells, where they begin in the line, and which of them were quoted. */
export interface CsvRow {
  readonly kind: 'row';
  readonly line: number;
  readonly cells: string[];
  readonly columns: number[];
  readonly quoted: boolean[] | null;
}

export interface CsvFault {
  readonly kind: 'fault';
  readonly code: 'row_quote_open' | 'row_too_long';
  readonly line: number;
}

/** Where a quoted record ends; `open` when the text ends first, `torn` when the quotes cannot belong together. */
type QuotedRecord = { row: CsvRow; next: number } | 'open' | 'torn';

/**
 * Splits text into records, however it is cut into chunks. A quote that is never closed costs its
 * own line only: the reader goes on with the next one. Holds at most one record of `maxChars`.
 */
export class CsvRows {
  private readonly dialect: CsvDialect;
  private readonly maxChars: number;
  private text = '';
  private at = 0;
  private line = 1;
  private skipping = false;
  private readonly found: (CsvRow | CsvFault)[] = [];

  constructor(dialect: CsvDialect, maxChars: number) {
    this.dialect = dialect;
    this.maxChars = maxChars;
  }

  /** The records that are complete with this text. */
  push(text: string): (CsvRow | CsvFault)[] {
    this.text = this.at < this.text.length ? this.text.slice(this.at) + text : text;
    this.at = 0;
    this.drain(false);
    return this.found.splice(0);
  }

  /** What is left when the text is at its end. */
  end(): (CsvRow | CsvFault)[] {
    this.drain(true);
    return this.found.splice(0);
  }

  private drain(last: boolean): void {
    const { newline } = this.dialect;
    let quote = this.text.indexOf('"', this.at);
    while (this.at < this.text.length) {
      const lineEnd = this.text.indexOf(newline, this.at);
      if (lineEnd < 0 && !last) {
        if (this.text.length - this.at > this.maxChars) this.dropLongLine(this.text.length);
        return;
      }
      const end = lineEnd < 0 ? this.text.length : lineEnd;
      if (this.skipping || end - this.at > this.maxChars) {
        if (!this.skipping)
          this.found.push({ kind: 'fault', code: 'row_too_long', line: this.line });
        this.skipping = false;
        this.advance(end + 1, 1);
        continue;
      }
      if (quote >= 0 && quote < this.at) quote = this.text.indexOf('"', this.at);
      if (quote < 0 || quote >= end) {
        this.plain(end);
        continue;
      }
      const record = this.quotedRecord(last);
      if (typeof record === 'object') {
        this.found.push(record.row);
        this.advance(record.next, countIn(this.text, newline, this.at, record.next));
        continue;
      }
      if (record === 'open' && !last && this.text.length - this.at < this.maxChars) return;
      this.found.push({ kind: 'fault', code: 'row_quote_open', line: this.line });
      this.advance(end + 1, 1);
    }
  }

  private advance(to: number, lines: number): void {
    this.at = to;
    this.line += lines;
  }

  private dropLongLine(to: number): void {
    if (!this.skipping) this.found.push({ kind: 'fault', code: 'row_too_long', line: this.line });
    this.skipping = true;
    this.at = to;
  }

  private plain(end: number): void {
    const stop = this.text.charCodeAt(end - 1) === 13 && end > this.at ? end - 1 : end;
    const line = this.text.slice(this.at, stop);
    const cells = line.split(this.dialect.delimiter);
    const columns: number[] = [];
    let column = 1;
    for (const cell of cells) {
      columns.push(column);
      column += cell.length + this.dialect.delimiter.length;
    }
    if (line.trim() !== '')
      this.found.push({ kind: 'row', line: this.line, cells, columns, quoted: null });
    this.advance(end + 1, 1);
  }

  private quotedRecord(last: boolean): QuotedRecord {
    const { text } = this;
    const { delimiter, newline } = this.dialect;
    const cells: string[] = [];
    const columns: number[] = [];
    const quoted: boolean[] = [];
    let at = this.at;
    for (;;) {
      columns.push(at - this.at + 1);
      let start = at;
      while (text[start] === ' ' && delimiter !== ' ') start += 1;
      // Excel writes ="028" to keep a leading zero.
      if (text[start] === '=' && text[start + 1] === '"') start += 1;
      let value = '';
      const opens = text[start] === '"';
      if (opens) {
        at = start + 1;
        for (;;) {
          const close = text.indexOf('"', at);
          if (close < 0 || close - this.at > this.maxChars) return 'open';
          value += text.slice(at, close);
          at = close + 1;
          if (at >= text.length && !last) return 'open';
          if (text[at] !== '"') break;
          value += '"';
          at += 1;
        }
      }
      const nextDelimiter = text.indexOf(delimiter, at);
      let nextLine = text.indexOf(newline, at);
      if (nextLine < 0) {
        if (!last && nextDelimiter < 0) return 'open';
        nextLine = text.length;
      }
      const endsRow = nextDelimiter < 0 || nextDelimiter > nextLine;
      const end = endsRow ? nextLine : nextDelimiter;
      const tail = text.slice(at, end).replace(/\r$/, '');
      // A cell that runs over a line end and is followed by text began at a quote that was never closed.
      if (opens && value.includes(newline) && tail.trim() !== '') return 'torn';
      cells.push(opens ? value + tail.trim() : tail);
      quoted.push(opens);
      at = end + (endsRow ? 1 : delimiter.length);
      if (endsRow) {
        const row: CsvRow = { kind: 'row', line: this.line, cells, columns, quoted };
        return { row, next: Math.min(at, text.length + 1) };
      }
    }
  }
}

function countIn(text: string, sought: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(sought, from); at >= 0 && at < to; at = text.indexOf(sought, at + 1))
    count += 1;
  return count;
}
