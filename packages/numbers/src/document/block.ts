/**
 * Where something stands in its source. A reader fills what its format knows: `line` and `column`
 * (1-based, in text, markdown, html and csv source), `page` (pdf, 1-based), `sheet`, `row` (1-based)
 * and `cell` (`B12`) of a spreadsheet, `path` of a record (`$.offices[3].phone`), `offset` in UTF-16
 * units of the decoded text.
 */
export interface Position {
  readonly line?: number;
  readonly column?: number;
  readonly page?: number;
  readonly sheet?: string;
  readonly row?: number;
  readonly cell?: string;
  readonly path?: string;
  readonly offset?: number;
}

/** A stretch of text in one style. `\n` is a line break that a reader of the page sees (`<br>`, a line of a text file). */
export interface TextRun {
  readonly text: string;
  readonly struck?: boolean;
  /** Address of the link around the text, as written (`tel:02861881111`, `https://…`). */
  readonly href?: string;
  readonly bold?: boolean;
}

/** One cell of a grid; a cell that a merged one covers repeats its text and names it by 0-based grid place in `mergedFrom`. */
export interface Cell {
  readonly text: readonly TextRun[];
  readonly mergedFrom?: { readonly row: number; readonly column: number };
  readonly position: Position;
  /** The spreadsheet holds a number here, not text: leading zeros may be lost. */
  readonly numeric?: boolean;
  /** Levels by which the style of the cell moves its text in. */
  readonly indent?: number;
}

/** One named value of a record. */
export interface Field {
  readonly name: string;
  readonly value: string;
  readonly numeric?: boolean;
}

export interface HeadingBlock {
  readonly kind: 'heading';
  /** 1 is the title of the document. */
  readonly level: number;
  readonly text: readonly TextRun[];
  readonly position: Position;
  /** Levels by which the style of a spreadsheet's cell moves it in. */
  readonly indent?: number;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: readonly TextRun[];
  readonly position: Position;
  /** The paragraph belongs to the foot of a page (`<footer>`, docx footer). */
  readonly footer?: boolean;
  /** The paragraph is an item of a list; depth 1 is the outermost list. */
  readonly listDepth?: number;
}

/** A whole table as a grid after row and column spans were expanded. */
export interface TableBlock {
  readonly kind: 'table';
  readonly rows: readonly (readonly Cell[])[];
  readonly position: Position;
  /** How many first rows the source itself marks as header (`<th>`, `<thead>`); absent when it does not say. */
  readonly headerRows?: number;
  readonly caption?: string;
  readonly footer?: boolean;
}

/** One row of a table that is streamed (csv, xlsx); the header is repeated with every row. */
export interface RowBlock {
  readonly kind: 'row';
  readonly header: readonly string[] | null;
  readonly cells: readonly Cell[];
  readonly position: Position;
}

/** One object of json or yaml; nested objects are records of their own with the longer path. */
export interface RecordBlock {
  readonly kind: 'record';
  readonly path: string;
  readonly fields: readonly Field[];
  readonly position: Position;
}

/** The neutral document: what every source reader yields, in reading order, and what the finder reads. */
export type Block = HeadingBlock | ParagraphBlock | TableBlock | RowBlock | RecordBlock;

/** The text of some runs without their style. */
export function plainText(runs: readonly TextRun[]): string {
  if (runs.length === 1) return runs[0]?.text ?? '';
  let text = '';
  for (const run of runs) text += run.text;
  return text;
}
