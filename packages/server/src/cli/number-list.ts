/** Numbers of a file for the command line, in its order, as written. */
export interface NumberList {
  readonly numbers: readonly string[];
  readonly sha256: string;
}

const numberHeads = /^(number|phone|telephone|tel|e164|号码|电话|电话号码|联系电话|公布号码)$/i;

/** Takes the column of numbers out of the rows of a csv: the one so named, else the first. */
export function numberColumn(rows: readonly (readonly string[])[]): string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const named = first.findIndex((cell) => numberHeads.test(cell.trim()));
  const column = named === -1 ? 0 : named;
  // Without a name for the column, a first row without digits is a heading too.
  const headed = named !== -1 || !/\d/.test(first[0] ?? '');
  return rows
    .slice(headed ? 1 : 0)
    .map((row) => (row[column] ?? '').trim())
    .filter((cell) => cell !== '');
}
