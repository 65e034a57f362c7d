/** A piece of text on a page of a pdf, in page units (1/72 inch), y upwards from the bottom. */
export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the letters. */
  readonly size: number;
}

/** Pieces that stand close together on one line. */
export interface PdfSegment {
  readonly text: string;
  readonly x: number;
  readonly right: number;
}

export interface PdfLine {
  readonly segments: readonly PdfSegment[];
  readonly y: number;
  readonly size: number;
}

/** Gap after which a blank stood there, and after which another column begins, in letter heights. */
const WORD_GAP = 0.18;
const COLUMN_GAP = 1.6;

/** Puts the pieces of a page back into lines from top to bottom, each in segments from left to right. */
export function linesOf(pieces: readonly PdfPiece[]): PdfLine[] {
  const sorted = [...pieces].sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: PdfPiece[][] = [];
  let baseline = Number.NaN;
  for (const piece of sorted) {
    const line = lines.at(-1);
    if (line && Math.abs(piece.y - baseline) <= Math.max(piece.size, 4) * 0.4) line.push(piece);
    else {
      lines.push([piece]);
      baseline = piece.y;
    }
  }
  return lines.map((line) => lineOf(line.sort((a, b) => a.x - b.x)));
}

function lineOf(pieces: readonly PdfPiece[]): PdfLine {
  const segments: { text: string; x: number; right: number }[] = [];
  let size = 0;
  for (const piece of pieces) {
    size = Math.max(size, piece.size);
    const last = segments.at(-1);
    const gap = last ? piece.x - last.right : Number.POSITIVE_INFINITY;
    const unit = Math.max(piece.size, 4);
    if (!last || gap > COLUMN_GAP * unit) {
      segments.push({ text: piece.text, x: piece.x, right: piece.x + piece.width });
      continue;
    }
    const blank = gap > WORD_GAP * unit && !last.text.endsWith(' ') && !piece.text.startsWith(' ');
    last.text += (blank ? ' ' : '') + piece.text;
    last.right = Math.max(last.right, piece.x + piece.width);
  }
  return { segments, y: pieces[0]?.y ?? 0, size };
}

/** Lines that belong together: a paragraph, or the rows of a table. */
export type PdfGroup =
  | { readonly kind: 'paragraph'; readonly lines: readonly PdfLine[] }
  | {
      readonly kind: 'table';
      readonly lines: readonly PdfLine[];
      readonly columns: readonly number[];
    };

/** Lines that a table must have before columns are believed. */
const TABLE_LINES = 3;

/** Groups lines into paragraphs (by their distance) and tables (by columns that line up). */
export function groupLines(lines: readonly PdfLine[]): PdfGroup[] {
  const groups: PdfGroup[] = [];
  let at = 0;
  while (at < lines.length) {
    const table = tableFrom(lines, at);
    if (table) {
      groups.push(table);
      at += table.lines.length;
      continue;
    }
    const paragraph: PdfLine[] = [lines[at] as PdfLine];
    at += 1;
    while (at < lines.length && !tableFrom(lines, at)) {
      const above = paragraph.at(-1) as PdfLine;
      const line = lines[at] as PdfLine;
      const unit = Math.max(above.size, line.size, 4);
      const sameSize = Math.abs(above.size - line.size) < unit * 0.25;
      if (!sameSize || above.y - line.y > unit * 2.1) break;
      paragraph.push(line);
      at += 1;
    }
    groups.push({ kind: 'paragraph', lines: paragraph });
  }
  return groups;
}

function tableFrom(lines: readonly PdfLine[], from: number): (PdfGroup & { kind: 'table' }) | null {
  const first = lines[from];
  if (!first || first.segments.length < 2) return null;
  const columns = first.segments.map((segment) => segment.x);
  let end = from;
  let full = 0;
  for (let line = lines[end]; line; line = lines[end]) {
    const tolerance = Math.max(line.size, 4) * 2;
    const aligned = line.segments.filter((segment) =>
      columns.some((column) => Math.abs(column - segment.x) <= tolerance),
    ).length;
    if (aligned < line.segments.length || line.segments.length > columns.length) break;
    if (line.segments.length >= 2) full += 1;
    // A line of one cell inside a table carries a cell on; two of them end it.
    else if ((lines[end + 1]?.segments.length ?? 0) < 2) break;
    end += 1;
  }
  return full >= TABLE_LINES ? { kind: 'table', lines: lines.slice(from, end), columns } : null;
}

/** The cell of each column on a line; empty where nothing stands. */
export function cellsOnLine(line: PdfLine, columns: readonly number[]): string[] {
  const cells = columns.map(() => '');
  for (const segment of line.segments) {
    let nearest = 0;
    columns.forEach((column, index) => {
      if (Math.abs(column - segment.x) < Math.abs((columns[nearest] ?? 0) - segment.x))
        nearest = index;
    });
    cells[nearest] = cells[nearest] ? `${cells[nearest]} ${segment.text}` : segment.text;
  }
  return cells;
}
