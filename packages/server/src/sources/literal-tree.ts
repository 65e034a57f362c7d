/** A value of json or of a javascript literal, with the line on which it begins. */
export type Literal =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly numeric: boolean;
      readonly line: number;
    }
  | {
      readonly kind: 'object';
      readonly fields: [string, Literal][];
      readonly line: number;
      named: boolean;
    }
  | { readonly kind: 'list'; readonly items: Literal[]; readonly line: number };

export interface LiteralFault {
  readonly line: number;
  readonly detail: string;
}

type OpenLiteral = (Literal & { kind: 'object' | 'list' }) & {
  key?: string | null;
  closer?: string;
};

const TOKEN =
  /[\s\u00a0\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|`(?:[^`\\]|\\[\s\S])*`?|-?\d[\w.+-]*|[\p{L}_$][\p{L}\p{N}_$-]*|[\s\S]/uy;

/**
 * Reads json, json lines, json5 and javascript literals, whole, cut off or with code around them,
 * in one pass that cannot fail: what does not fit is reported, what fits is kept. The result is
 * one list of top-level values.
 */
export function parseLiterals(
  source: string,
  maxDepth: number,
): { values: Literal[]; faults: LiteralFault[]; tooDeepLine: number | null } {
  const top: OpenLiteral = { kind: 'list', items: [], line: 1 };
  const stack: OpenLiteral[] = [top];
  const faults: LiteralFault[] = [];
  let line = 1;
  let word: { text: string; line: number; quoted: boolean; numeric: boolean } | null = null;
  const current = (): OpenLiteral => stack.at(-1) as OpenLiteral;
  const fault = (detail: string): void => {
    if (faults.length < 100) faults.push({ line, detail });
  };
  const put = (value: Literal): void => {
    const open = current();
    if (open.kind === 'list') open.items.push(value);
    else {
      open.fields.push([open.key ?? '', value]);
      open.key = null;
    }
  };
  /** Name of the variable to which the next value is assigned (`const tel = '…'`). */
  let assigned: string | null = null;
  const putWord = (): void => {
    if (!word) return;
    const name = assigned;
    assigned = null;
    // Bare words are code, true, false or null.
    if (word.quoted || word.numeric) {
      const { text, numeric, line: at } = word;
      const value: Literal = { kind: 'text', text, numeric, line: at };
      const open = current();
      if (name !== null && open.kind === 'list')
        put({ kind: 'object', fields: [[name, value]], line: at, named: true });
      else {
        if (name !== null && open.kind === 'object') open.key ??= name;
        put(value);
      }
    } else if (current().kind === 'object') (current() as { key?: string | null }).key = null;
    word = null;
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const token = match[0];
    const first = token[0] as string;
    const startLine = line;
    if (token.length > 1 || first === '\n') line += breaks(token);
    if (first === '"' || first === "'" || first === '`') {
      if (word) putWord();
      const closed = token.length > 1 && token.endsWith(first);
      if (!closed) fault(`${first} …`);
      word = {
        text: unescaped(token.slice(1, closed ? -1 : undefined)),
        line: startLine,
        quoted: true,
        numeric: false,
      };
    } else if (/[-\d]/.test(first) && /^-?\d/.test(token)) {
      if (word) putWord();
      word = { text: token, line: startLine, quoted: false, numeric: true };
    } else if (/[\p{L}_$]/u.test(first)) {
      if (word) putWord();
      word = { text: token, line: startLine, quoted: false, numeric: false };
    } else if (first === ':') {
      const open = current();
      if (word && open.kind === 'list' && open === top) {
        // A fragment that begins inside an object.
        const implied: OpenLiteral = { kind: 'object', fields: [], line: startLine, named: true };
        top.items.push(implied);
        stack.push(implied);
      }
      const holder = current();
      if (word && holder.kind === 'object') {
        holder.key = word.text;
        holder.named = true;
      }
      word = null;
    } else if (first === ',' || first === ';') {
      putWord();
      const open = current();
      if (open.kind === 'object') open.key = null;
    } else if (first === '{' || first === '[') {
      // Before an opening bracket a word is a name (`list = [`), never a value.
      word = null;
      assigned = null;
      if (stack.length > maxDepth) return { values: top.items, faults, tooDeepLine: line };
      const opened: OpenLiteral =
        first === '{'
          ? { kind: 'object', fields: [], line: startLine, named: false, closer: '}' }
          : { kind: 'list', items: [], line: startLine, closer: ']' };
      put(opened);
      stack.push(opened);
    } else if (first === '}' || first === ']') {
      putWord();
      const open = current();
      if (open.closer === first) stack.pop();
      else if (open.closer === undefined && open !== top) stack.pop();
      else if (stack.some((outer) => outer.closer === first)) {
        fault(`${first} ≠ ${open.closer ?? ''}`);
        while (current().closer !== first) stack.pop();
        stack.pop();
      } else fault(first);
    } else if (first === '(' || first === ')' || first === '=' || first === '+' || first === '.') {
      const name: string | null = word && !word.quoted && first === '=' ? word.text : null;
      if (word && !word.quoted) word = null;
      else putWord();
      assigned = name;
    }
  }
  putWord();
  const unclosed = stack.filter((open) => open.closer !== undefined);
  if (unclosed.length > 0)
    fault(
      unclosed
        .map((open) => open.closer)
        .reverse()
        .join('')
        .slice(0, 20),
    );
  return { values: top.items, faults, tooDeepLine: null };
}

function breaks(token: string): number {
  let count = 0;
  for (let at = token.indexOf('\n'); at >= 0; at = token.indexOf('\n', at + 1)) count += 1;
  return count;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\n',
  t: '\t',
  b: '',
  f: '',
  v: '',
  '0': '',
  '\n': '',
};

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (_, braced?: string, four?: string, two?: string, other?: string) => {
      const hex = braced ?? four ?? two;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '';
      }
      return ESCAPES[other ?? ''] ?? other ?? '';
    },
  );
}
