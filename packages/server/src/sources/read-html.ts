import { plainText, type Block } from '@everyline/numbers';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { decodeText, decodingReport } from './decode-text.ts';
import { documentChunks, documentHead } from './document-bytes.ts';
import { HtmlBlocks } from './html-blocks.ts';
import type { ReadingLimits } from './limits.ts';
import { literalRecords } from './literal-records.ts';
import { damagedText } from './read-csv.ts';
import { ReadingFault } from './rejected.ts';

const META_CHARSET = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i;

/** The charset that the page names in its first bytes. */
function metaCharset(head: Uint8Array): string | undefined {
  return META_CHARSET.exec(new TextDecoder('windows-1252').decode(head))?.[1];
}

const HAN = /\p{Script=Han}{2}/u;

/** Data for readers has words of theirs beside its numbers; what has none is the program's own. */
function speaksChinese(block: Block | Rejected): boolean {
  if (block.kind === 'record') return block.fields.some(({ value }) => HAN.test(value));
  if (block.kind === 'row') return block.cells.some(({ text }) => HAN.test(plainText(text)));
  return block.kind === 'paragraph' && HAN.test(plainText(block.text));
}

/**
 * Blocks of an html page, streamed. The data in its scripts comes last: all of it when the visible
 * text holds no number, else what has words beside it.
 */
export async function* readHtml(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const report = decodingReport();
  const declared = metaCharset(await documentHead(file, 4096)) ?? file.declared?.charset;
  const html = new HtmlBlocks(limits);
  try {
    for await (const text of decodeText(documentChunks(file), report, declared)) {
      yield* html.push(text);
    }
  } catch (error) {
    if (!(error instanceof ReadingFault)) throw error;
    yield* html.end();
    throw error;
  }
  if (report.encoding === '') throw new ReadingFault('encoding_unknown');
  yield* html.end();
  for (const block of literalRecords(html.scripts(), limits, { strict: false }))
    if (!html.publishes || speaksChinese(block)) yield block;
  const damaged = damagedText(report);
  if (damaged) yield damaged;
}
