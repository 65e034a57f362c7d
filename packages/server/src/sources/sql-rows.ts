import type { Literal } from './literal-tree.ts';

type Cell = Literal & { kind: 'text' };

/** Rows of one INSERT as far as they are complete. */
export interface SqlRows {
  readonly rows: readonly Literal[];
  /** The named columns of the statement; none when it names none. */
  readonly columns: readonly string[];
  /** End of the last complete row in the text. */
  readonly end: number;
  /** The statement is over. */
  readonly ended: boolean;
}

const token =
  /[\s,]+|--[^\n]*|\/\*[\s\S]*?\*\/|N?'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`[^`]*`|\[[^\]\n]*\]|[^\s,()';"`]+|[\s\S]/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '', t: '\t', '0': '' };

/** Reads the rows of `INSERT INTO t (a, b) VALUES (…), (…)`; `known` are its columns when an earlier piece named them. */
export function sqlRows(text: string, firstLine: number, known: readonly string[]): SqlRows {
  const rows: Literal[] = [];
  let columns = known;
  let line = firstLine;
  let row: Cell[] | null = null;
  let rowLine = line;
  let names: string[] | null = null;
  let depth = 0;
  let values = known.length > 0 || !/^\s*(?:insert|replace)\b/i.test(text);
  let end = 0;
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [word] = match;
    const startLine = line;
    for (let at = word.indexOf('\n'); at >= 0; at = word.indexOf('\n', at + 1)) line += 1;
    if (word === '(') {
      depth += 1;
      if (depth === 1) {
        if (values) row = [];
        else names = [];
        rowLine = startLine;
      }
    } else if (word === ')') {
      depth = Math.max(0, depth - 1);
      if (depth > 0) continue;
      if (row !== null) {
        rows.push(rowLiteral(row, columns, rowLine));
        row = null;
        end = token.lastIndex;
      } else if (names !== null) {
        columns = names;
        names = null;
      }
    } else if (word === ';' && depth === 0)
      return { rows, columns, end: token.lastIndex, ended: true };
    else if (/^values?$/i.test(word) && depth === 0) values = true;
    else if (names !== null && depth === 1 && /^[^\s,]/.test(word)) names.push(unquoted(word));
    else if (row !== null && /^[^\s,]/.test(word) && !word.startsWith('--')) {
      const numeric = /^-?\d/.test(word);
      if (numeric || /^N?['"]/.test(word) || /^null$/i.test(word))
        row.push({
          kind: 'text',
          text: /^null$/i.test(word) ? '' : unquoted(word),
          numeric,
          line: startLine,
        });
    }
  }
  return { rows, columns, end, ended: false };
}

function rowLiteral(cells: readonly Cell[], columns: readonly string[], line: number): Literal {
  if (columns.length !== cells.length) return { kind: 'list', items: [...cells], line };
  const fields = cells.map((cell, index): [string, Literal] => [columns[index] ?? '', cell]);
  return { kind: 'object', fields, line, named: true };
}

function unquoted(word: string): string {
  const inner = /^N?'/.test(word)
    ? word.slice(word.indexOf("'") + 1, -1).replace(/''/g, "'")
    : /^["`[]/.test(word)
      ? word.slice(1, -1)
      : word;
  return inner.includes('\\')
    ? inner.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one)
    : inner;
}
