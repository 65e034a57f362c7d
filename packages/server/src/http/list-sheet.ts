import writeXlsxFile, { type Row } from 'write-excel-file/node';

/** A cell of a list: text, a figure with its format, or nothing; plain data, so that another thread can write it. */
export type Cell =
  null | { readonly text: string } | { readonly figure: number; readonly format?: string };

/** A list with its heading and the widths of its columns, in characters. */
export interface ListSheet {
  readonly heading: readonly string[];
  readonly widths: readonly number[];
}

export function textCell(text: string | null): Cell {
  return text === null ? null : { text };
}

export function figureCell(figure: number | null | undefined, format?: string): Cell {
  if (figure === null || figure === undefined) return null;
  return format === undefined ? { figure } : { figure, format };
}

/** The list as the bytes of an Excel file, whose heading stays in sight; text stays text, so that no leading zero is lost. */
export async function sheetBytes(
  { heading, widths }: ListSheet,
  rows: readonly (readonly Cell[])[],
): Promise<Buffer> {
  const sheet: Row[] = [
    heading.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map(toCell)),
  ];
  const file = writeXlsxFile(sheet, {
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  });
  return file.toBuffer();
}

function toCell(cell: Cell): Row[number] {
  if (cell === null) return null;
  return 'text' in cell
    ? { type: String, value: cell.text }
    : { type: Number, value: cell.figure, ...(cell.format && { format: cell.format }) };
}
