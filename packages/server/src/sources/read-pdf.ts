import type { Block, Cell } from '@everyline/numbers';
import { fileURLToPath } from 'node:url';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { documentBytes } from './document-bytes.ts';
import type { ReadingLimits } from './limits.ts';
import { cellsOnLine, groupLines, linesOf, type PdfGroup, type PdfPiece } from './pdf-lines.ts';
import { faultDetail, ReadingFault, rejectPart } from './rejected.ts';

/** Folder of a resource that comes with pdfjs-dist. */
function resourceFolder(name: string): string {
  return fileURLToPath(
    new URL(`../../${name}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')),
  );
}

/**
 * Blocks of a pdf with text: lines put back together from where the letters stand, then grouped
 * into paragraphs and tables page by page. A pdf without any text is refused as a scan.
 */
export async function* readPdf(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  if (file.sizeBytes > limits.wholeBytes) {
    throw new ReadingFault('file_too_large', {
      size: Math.ceil(file.sizeBytes / 1024 / 1024),
      limit: limits.wholeBytes / 1024 / 1024,
    });
  }
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // pdfjs takes the buffer over, so it gets its own.
  const task = pdfjs.getDocument({
    data: new Uint8Array(await documentBytes(file)),
    cMapUrl: resourceFolder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: resourceFolder('standard_fonts'),
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS - 1,
  });
  try {
    const document = await task.promise.catch((error: unknown) => {
      const name = error instanceof Error ? error.name : '';
      if (name === 'PasswordException') throw new ReadingFault('encrypted');
      throw new ReadingFault('pdf_broken', { detail: faultDetail(error) });
    });
    const silent: number[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      let pieces: PdfPiece[];
      try {
        const page = await document.getPage(number);
        const view = page.getViewport({ scale: 1 });
        pieces = piecesOf(await page.getTextContent(), (x, y) => view.convertToViewportPoint(x, y));
        page.cleanup();
      } catch (error) {
        yield rejectPart('pdf_page_broken', { page: number }, { detail: faultDetail(error) });
        continue;
      }
      if (pieces.length === 0) {
        silent.push(number);
        continue;
      }
      yield* pageBlocks(pieces, number);
    }
    if (silent.length === document.numPages) throw new ReadingFault('pdf_scanned');
    for (const page of silent) yield rejectPart('pdf_page_scanned', { page });
  } finally {
    await task.destroy();
  }
}

interface TextContent {
  readonly items: readonly unknown[];
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

function isTextItem(item: unknown): item is TextItem {
  return typeof item === 'object' && item !== null && 'str' in item && 'transform' in item;
}

/** Pieces where the reader sees them: the viewport turns the page upright, its y goes downwards. */
function piecesOf(
  content: TextContent,
  toViewport: (x: number, y: number) => unknown[],
): PdfPiece[] {
  const pieces: PdfPiece[] = [];
  for (const item of content.items) {
    if (!isTextItem(item) || item.str.trim() === '') continue;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform;
    const [x, y] = toViewport(e, f);
    const size = Math.hypot(c, d) || Math.hypot(a, b);
    pieces.push({ text: item.str, x: Number(x), y: -Number(y), width: item.width, size });
  }
  return pieces;
}

function* pageBlocks(pieces: readonly PdfPiece[], page: number): Generator<Block> {
  let line = 1;
  for (const group of groupLines(linesOf(pieces))) {
    const position = { page, line };
    if (group.kind === 'paragraph') {
      const text = group.lines
        .map((one) => one.segments.map((segment) => segment.text).join('\t'))
        .join('\n');
      yield { kind: 'paragraph', text: [{ text }], position };
    } else yield { kind: 'table', rows: tableRows(group, page, line), position };
    line += group.lines.length;
  }
}

function tableRows(group: PdfGroup & { kind: 'table' }, page: number, firstLine: number): Cell[][] {
  return group.lines.map((one, index) =>
    cellsOnLine(one, group.columns).map((text, column) => ({
      text: text === '' ? [] : [{ text }],
      position: { page, line: firstLine + index, row: index + 1, column: column + 1 },
    })),
  );
}
