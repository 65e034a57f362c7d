import type { Cell, TextRun } from '@everyline/numbers';

/** Merged areas of one sheet beyond which the rest is not followed. */
const MAX_MERGES = 100_000;
/** Columns that are filled from one merged cell. */
const MAX_FILL_COLUMNS = 64;
const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;
/** Longest tag that may be cut by a chunk end. */
const OVERLAP_CHARS = 256;

export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  text: readonly TextRun[];
  numeric: boolean;
}

/** 0-based column of its letters: `A` is 0, `AB` is 27. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (let i = 0; i < letters.length; i += 1) index = index * 26 + letters.charCodeAt(i) - 64;
  return index - 1;
}

/** Letters of a 0-based column. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/**
 * First pass over a sheet: adds its merged areas, which the format writes after the rows, to
 * `merges`; those found before a damaged place stay.
 */
export async function findMerges(
  chunks: AsyncIterable<Uint8Array>,
  merges: Merge[],
): Promise<void> {
  const decoder = new TextDecoder();
  let tail = '';
  for await (const chunk of chunks) {
    const text = tail + decoder.decode(chunk, { stream: true });
    let last = 0;
    for (const match of text.matchAll(MERGE)) {
      last = match.index + match[0].length;
      if (merges.length >= MAX_MERGES) continue;
      const [, left = '', top = '', right = '', bottom = ''] = match;
      merges.push({
        top: Number(top) - 1,
        bottom: Number(bottom) - 1,
        left: columnIndex(left),
        right: columnIndex(right),
        text: [],
        numeric: false,
      });
    }
    tail = text.slice(Math.max(last, text.length - OVERLAP_CHARS));
  }
}

/** Follows the rows of a sheet downwards and fills the cells that a merged one covers. */
export class MergeFiller {
  private readonly merges: readonly Merge[];
  private next = 0;
  private active: Merge[] = [];

  constructor(merges: readonly Merge[]) {
    this.merges = [...merges].sort((a, b) => a.top - b.top);
  }

  /** Fills one row in place (`row` is 0-based, rows come in rising order); true when a cell spans half of it. */
  fill(cells: (Cell | undefined)[], row: number): boolean {
    this.active = this.active.filter((merge) => merge.bottom >= row);
    for (
      let merge = this.merges[this.next];
      merge && merge.top <= row;
      merge = this.merges[this.next]
    ) {
      this.next += 1;
      if (merge.bottom >= row) this.active.push(merge);
    }
    let wide = false;
    for (const merge of this.active) {
      const right = Math.min(merge.right, merge.left + MAX_FILL_COLUMNS);
      if (merge.top === row) {
        const anchor = cells[merge.left];
        merge.text = anchor?.text ?? [];
        merge.numeric = anchor?.numeric ?? false;
        if (right > merge.left && (right - merge.left + 1) * 2 >= cells.length) wide = true;
      }
      if (merge.text.length === 0) continue;
      for (let column = merge.left; column <= right; column += 1) {
        if ((merge.top === row && column === merge.left) || (cells[column]?.text.length ?? 0) > 0)
          continue;
        cells[column] = {
          text: merge.text,
          mergedFrom: { row: merge.top, column: merge.left },
          position: { row: row + 1, cell: `${columnLetters(column)}${row + 1}` },
          ...(merge.numeric ? { numeric: true } : {}),
        };
      }
    }
    return wide;
  }
}
