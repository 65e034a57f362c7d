import { readStatements, type Partition, type StatedItem } from './statement.ts';

/** A table in a text, one row a line of `name：value` fields, with its total row against the others. */
export interface TableStatements {
  readonly items: readonly StatedItem[];
  readonly partitions: readonly Partition[];
  readonly start: number;
  readonly end: number;
}

const field = /^\s*([^：:；\n]{1,30})[：:]([^；\n]*)/u;
const total = /^(?:合计|总计|共计|总数|汇总)$/u;

/** Finds the tables: runs of two lines or more whose first field has one name. */
export function readTables(text: string): TableStatements[] {
  const tables: TableStatements[] = [];
  let run: Row[] = [];
  for (const match of `${text}\n`.matchAll(/([^\n]*)\n/gu)) {
    const row = rowOf(match[1] ?? '', match.index);
    if (row !== null && (run.length === 0 || run[0]?.name === row.name)) {
      run.push(row);
      continue;
    }
    if (run.length > 1) tables.push(tableOf(run));
    run = row === null ? [] : [row];
  }
  if (run.length > 1) tables.push(tableOf(run));
  return tables;
}

interface Row {
  readonly name: string;
  readonly item: StatedItem;
  readonly start: number;
  readonly end: number;
}

function rowOf(line: string, start: number): Row | null {
  const [, name, label] = field.exec(line) ?? [];
  if (name === undefined || label === undefined || !line.includes('；')) return null;
  if (line.length > 4_000) return null;
  const { items } = readStatements(line, start);
  const figures = items.flatMap((one) => one.figures);
  return { name, item: { label: label.trim(), figures }, start, end: start + line.length };
}

function tableOf(rows: readonly Row[]): TableStatements {
  const whole = rows.find(({ item }) => total.test(item.label))?.item;
  const parts = rows.flatMap(({ item }) =>
    item === whole || /小计/u.test(item.label) ? [] : [item],
  );
  const start = rows[0]?.start ?? 0;
  const end = rows.at(-1)?.end ?? start;
  return {
    items: rows.map(({ item }) => item),
    partitions: whole ? [{ whole, parts, isComplete: true, start, end }] : [],
    start,
    end,
  };
}
