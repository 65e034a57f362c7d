import type { Block, Cell, Field } from '@everyline/numbers';
import type { Rejected } from '../app/ports/document-reader.ts';
import type { ReadingLimits } from './limits.ts';
import { parseLiterals, type Literal } from './literal-tree.ts';
import { rejectFile, rejectPart } from './rejected.ts';

/** Faults of one document that are listed one by one. */
const LISTED_FAULTS = 20;
/** Depth to which data is followed; what people publish has fewer than ten levels. */
const MOST_LEVELS = 200;

/**
 * Records of json, json lines or javascript data. With `strict` the faults of the structure are
 * listed; without, the text is code around data and only the data counts.
 */
export function* literalRecords(
  source: string,
  limits: ReadingLimits,
  options: { strict: boolean },
): Generator<Block | Rejected> {
  const { values, faults, tooDeepLine } = parseLiterals(
    source,
    Math.min(limits.depth, MOST_LEVELS),
  );
  if (values.length === 1 && values[0]) yield* recordsOf(values[0], '$');
  else yield* listRecords(values, '$');
  if (tooDeepLine !== null)
    yield rejectFile(
      'nesting_too_deep',
      { limit: Math.min(limits.depth, MOST_LEVELS) },
      { line: tooDeepLine },
    );
  if (!options.strict) return;
  for (const fault of faults.slice(0, LISTED_FAULTS)) {
    yield rejectPart('data_broken', { line: fault.line }, { detail: fault.detail });
  }
}

/** The records of a value: an object's own values first, then the objects in it, with their longer paths. */
export function* recordsOf(value: Literal, path: string): Generator<Block> {
  if (value.kind === 'list') {
    const row = asRow(value, path);
    if (row) {
      yield row;
      return;
    }
    const named = asNamedValues(value);
    if (named) yield* recordsOf(named, path);
    else yield* listRecords(value.items, path);
    return;
  }
  if (value.kind === 'text') {
    yield* textBlock(value, path);
    return;
  }
  const fields: Field[] = [];
  const inner: [string, Literal][] = [];
  const rows: Block[] = [];
  for (const [index, [name, item]] of value.fields.entries()) {
    const before = name === '' ? value.fields[index - 1] : undefined;
    if (item.kind === 'object' && before?.[0] === '') nameAfter(before[1], item);
    if (item.kind === 'text') {
      // A string without a name is an argument in code.
      if (name !== '' || /\d{3}/.test(item.text)) fields.push(field(name, item));
    } else if (item.kind === 'list' && item.items.every((entry) => entry.kind === 'text')) {
      const row = asRow(item, `${path}${step(name)}`);
      if (row) rows.push(row);
      else
        for (const entry of item.items) if (entry.kind === 'text') fields.push(field(name, entry));
    } else inner.push([name, item]);
  }
  if (fields.length > 0) {
    yield { kind: 'record', path, fields, position: { path, line: value.line } };
  }
  yield* rows;
  for (const [name, item] of inner) yield* recordsOf(item, `${path}${step(name)}`);
}

function* listRecords(items: readonly Literal[], path: string): Generator<Block> {
  for (const [index, item] of items.entries()) {
    if (item.kind === 'object') nameAfter(items[index - 1], item);
    yield* recordsOf(item, `${path}[${index}]`);
  }
}

/** `set('校医院', {…})`, `if (name === '劳动路社区') {…}`: in code the words before an object say what it is about. */
function nameAfter(before: Literal | undefined, item: Literal & { kind: 'object' }): void {
  if (before?.kind !== 'text' || before.numeric || item.fields[0]?.[0] === 'label') return;
  if (
    /^[\p{Script=Han}A-Za-z·（）()]{2,30}$/u.test(before.text) &&
    /\p{Script=Han}{2}/u.test(before.text)
  )
    item.fields.unshift(['label', before]);
}

function* textBlock(value: Literal & { kind: 'text' }, path: string): Generator<Block> {
  const text = withoutTags(value.text).trim();
  if (text === '') return;
  yield { kind: 'paragraph', text: [{ text }], position: { path, line: value.line } };
}

function field(name: string, value: Literal & { kind: 'text' }): Field {
  const text = withoutTags(value.text);
  return value.numeric ? { name, value: text, numeric: true } : { name, value: text };
}

function step(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

const ROW_CELLS = 24;
const CELL_CHARS = 80;

/** `['天山区税务局', '2828113', …]` is a row of a table: short texts, a name and digits among them. */
function asRow(list: Literal & { kind: 'list' }, path: string): Block | null {
  const { items, line } = list;
  if (items.length < 2 || items.length > ROW_CELLS) return null;
  const cells: Cell[] = [];
  let names = 0;
  let digits = 0;
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'text' || item.text.length > CELL_CHARS || /[：。；]/.test(item.text))
      return null;
    const text = withoutTags(item.text);
    if (/\d{3}/.test(text)) digits += 1;
    else if (/\p{L}{2}/u.test(text)) names += 1;
    const position = { path: `${path}[${index}]`, line: item.line };
    cells.push({ text: text === '' ? [] : [{ text }], position });
  }
  if (names === 0 || digits === 0) return null;
  return { kind: 'row', header: null, cells, position: { path, line } };
}

const NAME_KEYS = ['key', 'label', 'title', 'field'];

/** `[{key: 'a', value: 1}, …]` says the same as `{a: 1, …}` and is read so. */
function asNamedValues(list: Literal & { kind: 'list' }): Literal | null {
  if (list.items.length < 2) return null;
  const fields: [string, Literal][] = [];
  for (const item of list.items) {
    if (item.kind !== 'object') return null;
    const name = item.fields.find(
      ([key, value]) => NAME_KEYS.includes(key) && value.kind === 'text',
    )?.[1];
    const value = item.fields.find(([key]) => key === 'value' || key === 'val')?.[1];
    if (name?.kind !== 'text' || !value) return null;
    fields.push([name.text, value]);
  }
  return { kind: 'object', fields, line: list.line, named: true };
}

/** Text of a value that holds html, as scripts often do. */
function withoutTags(text: string): string {
  if (!text.includes('<') || !/<\/?[a-z][^>]*>/i.test(text)) return text;
  return text
    .replace(/<(?:br|\/p|\/div|\/li|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
