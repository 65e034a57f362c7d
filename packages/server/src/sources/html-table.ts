import type { Cell, Position, TableBlock, TextRun } from '@everyline/numbers';

/** Columns that one cell may span; wider spans are typing errors or attacks. */
const MAX_COLUMN_SPAN = 64;
/** Rows after which a table is handed on in parts, so that a table without end stays in bounded memory. */
const PART_ROWS = 1_000;

interface OpenSpan {
  rowsLeft: number;
  readonly cell: Cell;
  /** Grid place of the cell that spans; in a later part of the table it stands for itself. */
  from: { row: number; column: number };
}

/** A table while its rows are read: expands row and column spans into a grid. */
export class HtmlTable {
  private rows: Cell[][] = [];
  private row: Cell[] | null = null;
  private spans: (OpenSpan | undefined)[] = [];
  private headerCells = 0;
  private ownCells = 0;
  private headerRows = 0;
  private headerPart: Cell[][] = [];
  private inHead = false;
  private readonly position: Position;
  private readonly footer: boolean;
  caption = '';
  /** Set when a table stands in a cell: this one only arranges the page. */
  layout = false;

  constructor(position: Position, footer: boolean) {
    this.position = position;
    this.footer = footer;
  }

  head(inside: boolean): void {
    this.inHead = inside;
  }

  openRow(): void {
    this.closeRow();
    this.row = [];
    this.headerCells = 0;
    this.ownCells = 0;
  }

  addCell(
    text: readonly TextRun[],
    position: Position,
    cell: { columns: number; rows: number; header: boolean },
  ): void {
    if (!this.row) this.openRow();
    const { row } = this;
    if (!row) return;
    this.fillSpans(row);
    this.ownCells += 1;
    if (cell.header) this.headerCells += 1;
    const from = { row: this.rows.length, column: row.length };
    const anchor: Cell = { text, position };
    const columns = Math.min(Math.max(cell.columns, 1), MAX_COLUMN_SPAN);
    for (let i = 0; i < columns; i += 1) {
      const spanned = i === 0 ? anchor : { ...anchor, mergedFrom: from };
      if (cell.rows > 1) this.spans[row.length] = { rowsLeft: cell.rows - 1, cell: anchor, from };
      row.push(spanned);
    }
  }

  /** Ends the row; a part of a very long table comes back when it is due. */
  closeRow(): TableBlock | null {
    const { row } = this;
    if (!row) return null;
    this.row = null;
    const own = row.length;
    this.fillSpans(row, true);
    if (own === 0 && row.length === 0) return null;
    const isHeader = this.inHead || (this.ownCells > 1 && this.headerCells === this.ownCells);
    if (isHeader && this.headerRows === this.rows.length) this.headerRows += 1;
    this.rows.push(row);
    return this.rows.length - this.headerPart.length >= PART_ROWS ? this.take(true) : null;
  }

  /** What is left of the table at its end. */
  end(): TableBlock | null {
    const part = this.closeRow();
    if (part) return part;
    return this.rows.length > this.headerPart.length ? this.take(false) : null;
  }

  /** Copies of the cells that span down into this row; at the end of the row, into all that is left of it. */
  private fillSpans(row: Cell[], toEnd = false): void {
    for (;;) {
      const span = this.spans[row.length];
      if (!span) {
        if (!toEnd || !this.spans.some((open, i) => open && i > row.length)) return;
        row.push({ text: [], position: this.position });
        continue;
      }
      span.rowsLeft -= 1;
      if (span.rowsLeft <= 0) this.spans[row.length] = undefined;
      row.push({ ...span.cell, mergedFrom: span.from });
    }
  }

  private take(goesOn: boolean): TableBlock {
    const block: TableBlock = {
      kind: 'table',
      rows: this.rows,
      position: this.rows[0]?.[0]?.position ?? this.position,
      ...(this.headerRows > 0 ? { headerRows: this.headerRows } : {}),
      ...(this.caption ? { caption: this.caption } : {}),
      ...(this.footer ? { footer: true } : {}),
    };
    if (goesOn) this.carryOn();
    return block;
  }

  /** The next part repeats the header, and what still spans down, as context that was read already. */
  private carryOn(): void {
    this.headerPart = this.rows
      .slice(0, this.headerRows)
      .map((cells, row) => cells.map((cell, column) => ({ ...cell, mergedFrom: { row, column } })));
    this.rows = [...this.headerPart];
    this.spans.forEach((span, column) => {
      if (span) span.from = { row: this.rows.length, column };
    });
  }
}
