import type { Block } from '@everyline/numbers';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter as YamlLines,
  parseAllDocuments,
  type Node,
} from 'yaml';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { decodeText, decodingReport } from './decode-text.ts';
import { documentChunks } from './document-bytes.ts';
import type { ReadingLimits } from './limits.ts';
import { literalRecords, recordsOf } from './literal-records.ts';
import type { Literal } from './literal-tree.ts';
import { damagedText } from './read-csv.ts';
import { ReadingFault, rejectPart } from './rejected.ts';

/** Characters of complete json lines that are read at a time. */
const LINES_CHARS = 1024 * 1024;

async function wholeText(
  file: DocumentFile,
  limits: ReadingLimits,
): Promise<{ text: string; damaged: Rejected | null }> {
  if (file.sizeBytes > limits.wholeBytes) {
    throw new ReadingFault('file_too_large', {
      size: Math.ceil(file.sizeBytes / 1024 / 1024),
      limit: limits.wholeBytes / 1024 / 1024,
    });
  }
  const report = decodingReport();
  const parts: string[] = [];
  for await (const part of decodeText(documentChunks(file), report, file.declared?.charset))
    parts.push(part);
  if (report.encoding === '') throw new ReadingFault('encoding_unknown');
  return { text: parts.join(''), damaged: damagedText(report) };
}

/** Records of json or of a javascript file that holds data. */
export async function* readJson(
  file: DocumentFile,
  limits: ReadingLimits,
  options: { strict: boolean },
): AsyncGenerator<Block | Rejected> {
  const { text, damaged } = await wholeText(file, limits);
  yield* literalRecords(text, limits, options);
  if (damaged) yield damaged;
}

/** Records of json lines, streamed. */
export async function* readJsonLines(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const report = decodingReport();
  let held = '';
  let line = 1;
  let index = 0;
  const read = function* (text: string): Generator<Block | Rejected> {
    for (const one of text.split('\n')) {
      for (const block of literalRecords(one, limits, { strict: true })) {
        yield atLine(block, line, index);
      }
      if (one.trim() !== '') index += 1;
      line += 1;
    }
  };
  for await (const part of decodeText(documentChunks(file), report, file.declared?.charset)) {
    held += part;
    if (held.length < LINES_CHARS) continue;
    const end = held.lastIndexOf('\n');
    if (end < 0) {
      if (held.length > limits.wholeBytes)
        throw new ReadingFault('row_too_long', { limit: limits.wholeBytes / 1024 }, { line });
      continue;
    }
    const complete = held.slice(0, end);
    held = held.slice(end + 1);
    yield* read(complete);
  }
  if (report.encoding === '') throw new ReadingFault('encoding_unknown');
  yield* read(held);
  const damaged = damagedText(report);
  if (damaged) yield damaged;
}

function atLine(block: Block | Rejected, line: number, index: number): Block | Rejected {
  if (block.kind === 'record') {
    const path = `$[${index}]${block.path.slice(1)}`;
    return { ...block, path, position: { path, line } };
  }
  return { ...block, position: { ...block.position, line } };
}

/** Records of yaml, all its documents. */
export async function* readYaml(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const { text, damaged } = await wholeText(file, {
    ...limits,
    wholeBytes: Math.min(limits.wholeBytes, 32 * 1024 * 1024),
  });
  const lines = new YamlLines();
  const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent' });
  for (const [index, document] of (Array.isArray(documents) ? documents : []).entries()) {
    const value = yamlLiteral(document.contents, lines, Math.min(limits.depth, 200));
    if (value) yield* recordsOf(value, index === 0 ? '$' : `$[${index}]`);
    for (const error of document.errors.slice(0, 20)) {
      yield rejectPart(
        'data_broken',
        { line: error.linePos?.[0].line ?? lines.linePos(error.pos[0]).line },
        { detail: error.code },
      );
    }
  }
  if (damaged) yield damaged;
}

function yamlLiteral(node: Node | null, lines: YamlLines, depth: number): Literal | null {
  if (!node || depth <= 0 || isAlias(node)) return null;
  const line = lines.linePos(node.range?.[0] ?? 0).line;
  if (isScalar(node)) {
    if (node.value === null || node.value === undefined) return null;
    // The source keeps the zeros that the value of a number loses.
    const text =
      typeof node.value === 'string' ? node.value : (node.source ?? JSON.stringify(node.value));
    return { kind: 'text', text, numeric: typeof node.value === 'number', line };
  }
  if (isSeq(node)) {
    const items = node.items.flatMap(
      (item) => yamlLiteral(item as Node | null, lines, depth - 1) ?? [],
    );
    return { kind: 'list', items, line };
  }
  if (isMap(node)) {
    const fields: [string, Literal][] = [];
    for (const pair of node.items) {
      const name = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : '';
      const value = yamlLiteral(pair.value as Node | null, lines, depth - 1);
      if (value) fields.push([name, value]);
    }
    return { kind: 'object', fields, line, named: true };
  }
  return null;
}
