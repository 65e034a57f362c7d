/** A part of a document as its reader gives it, in reading order. */
export type DocumentPart =
  | {
      readonly kind: 'heading';
      /** 1 is the title of the document. */
      readonly level: number;
      readonly text: string;
    }
  | { readonly kind: 'paragraph'; readonly text: string }
  | {
      /** A row of a table with the names of its columns, where the table has them. */
      readonly kind: 'row';
      readonly header: readonly string[] | null;
      readonly cells: readonly string[];
    };

/** A part with its place in the text of the document, in UTF-16 units; `to` is after its line break. */
export interface PlacedPart {
  readonly part: DocumentPart;
  readonly from: number;
  readonly to: number;
}

/** The text of a document, in which passages have their places: a line for each part, a row with the names of its columns. */
export function textOfParts(parts: readonly DocumentPart[]): {
  readonly text: string;
  readonly placed: readonly PlacedPart[];
} {
  let text = '';
  const placed: PlacedPart[] = [];
  for (const part of parts) {
    const line = part.kind === 'row' ? rowLine(part.header, part.cells) : part.text;
    if (line.trim() === '') continue;
    const from = text.length;
    text += `${line}\n`;
    placed.push({ part, from, to: text.length });
  }
  return { text, placed };
}

function rowLine(header: readonly string[] | null, cells: readonly string[]): string {
  return cells
    .flatMap((cell, column) => {
      const value = cell.trim().replace(/\s*\n\s*/gu, '，');
      if (value === '') return [];
      const name = (header?.[column] ?? '').replace(/\s+/gu, '');
      return [name === '' ? value : `${name}：${value}`];
    })
    .join('；');
}
