/** Cells longer than this many columns of the terminal are cut, but for the last of a row. */
const WIDEST = 48;

/** Lines of a table whose columns stand under each other; a Chinese character takes two columns. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) =>
    row.map((cell, i) => {
      const text = cell.replace(/\s+/g, ' ').trim();
      return i === row.length - 1 ? text : cut(text);
    }),
  );
  const widths: number[] = [];
  for (const row of cells) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, columnsOf(cell));
    });
  }
  return cells.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - columnsOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns that a text takes in a terminal. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const sign of text) columns += isWide(sign.codePointAt(0) ?? 0) ? 2 : 1;
  return columns;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

function cut(text: string): string {
  if (columnsOf(text) <= WIDEST) return text;
  let kept = '';
  let columns = 0;
  for (const sign of text) {
    columns += columnsOf(sign);
    if (columns > WIDEST - 1) break;
    kept += sign;
  }
  return `${kept}…`;
}
