import type { Block } from '@everyline/numbers';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { decodeText, decodingReport } from './decode-text.ts';
import { documentChunks } from './document-bytes.ts';
import type { ReadingLimits } from './limits.ts';
import { MarkdownBlocks } from './markdown-blocks.ts';
import { damagedText } from './read-csv.ts';
import { ReadingFault } from './rejected.ts';
import { TextLines, type TextLine } from './text-lines.ts';

/** Takes the lines of a text and gives its blocks as they are complete. */
export interface LineBlocks {
  push(line: TextLine): Iterable<Block>;
  end(): Iterable<Block>;
}

/** Plain text: what stands between blank lines is a paragraph, its lines kept. */
export class PlainBlocks implements LineBlocks {
  private readonly maxChars: number;
  private lines: TextLine[] = [];
  private chars = 0;

  constructor(maxChars: number) {
    this.maxChars = maxChars;
  }

  *push(line: TextLine): Generator<Block> {
    const blank = line.text.trim() === '';
    if (blank || this.chars + line.text.length > this.maxChars) yield* this.end();
    if (blank) return;
    this.lines.push(line);
    this.chars += line.text.length + 1;
  }

  *end(): Generator<Block> {
    const [first] = this.lines;
    if (!first) return;
    const text = this.lines.map((line) => line.text).join('\n');
    this.lines = [];
    this.chars = 0;
    yield {
      kind: 'paragraph',
      text: [{ text }],
      position: { line: first.line, column: 1, offset: first.offset },
    };
  }
}

/** Blocks of plain text or markdown, streamed. */
export async function* readText(
  file: DocumentFile,
  limits: ReadingLimits,
  markup: 'plain' | 'markdown',
): AsyncGenerator<Block | Rejected> {
  const report = decodingReport();
  const lines = new TextLines(limits.rowChars);
  const blocks: LineBlocks =
    markup === 'markdown'
      ? new MarkdownBlocks(limits.paragraphChars)
      : new PlainBlocks(limits.paragraphChars);
  for await (const text of decodeText(documentChunks(file), report, file.declared?.charset)) {
    for (const line of lines.push(text)) yield* blocks.push(line);
  }
  if (report.encoding === '') throw new ReadingFault('encoding_unknown');
  for (const line of lines.end()) yield* blocks.push(line);
  yield* blocks.end();
  const damaged = damagedText(report);
  if (damaged) yield damaged;
}
