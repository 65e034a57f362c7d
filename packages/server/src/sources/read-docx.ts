import type { Block } from '@everyline/numbers';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { DocxBlocks, type DocxStyles } from './docx-blocks.ts';
import type { ReadingLimits } from './limits.ts';
import { ReadingFault } from './rejected.ts';
import { isOn } from './xlsx-styles.ts';
import { parseXml, readRelations, readXml } from './xml-events.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** Parts beside the body that hold text a reader sees, and whether they stand at the foot of the page. */
const SIDE_PARTS: readonly [RegExp, boolean][] = [
  [/^word\/header\d*\.xml$/, false],
  [/^word\/footnotes\.xml$/, true],
  [/^word\/endnotes\.xml$/, true],
  [/^word\/footer\d*\.xml$/, true],
];

/** Blocks of a docx: headers, the body, notes and footers. */
export async function* readDocx(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const zip = await openZip(file, limits);
  try {
    const body = zip.has('word/document.xml')
      ? 'word/document.xml'
      : zip.names.find((name) => /(^|\/)document\d*\.xml$/.test(name));
    if (body === undefined) throw new ReadingFault('part_missing', { part: 'word/document.xml' });
    const styles = await docxStyles(zip, limits);
    const side = (footer: boolean): string[] =>
      SIDE_PARTS.flatMap(([pattern, atFoot]) =>
        atFoot === footer ? zip.names.filter((name) => pattern.test(name)).sort() : [],
      );
    for (const part of side(false)) yield* readPart(zip, part, styles, false, limits);
    yield* readPart(zip, body, styles, false, limits);
    for (const part of side(true)) yield* readPart(zip, part, styles, true, limits);
  } finally {
    zip.close();
  }
}

async function* readPart(
  zip: ZipArchive,
  part: string,
  styles: DocxStyles,
  footer: boolean,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const blocks = new DocxBlocks(styles, await readRelations(zip, part, limits), footer);
  try {
    for await (const _ of parseXml(zip.chunks(part), blocks, part, limits)) yield* blocks.take();
  } catch (error) {
    yield* blocks.take();
    if (!(error instanceof ReadingFault) || error.code === 'zip_bomb') throw error;
    yield error.rejected;
  }
}

async function docxStyles(zip: ZipArchive, limits: ReadingLimits): Promise<DocxStyles> {
  const headingLevels = new Map<string, number>();
  const struck = new Set<string>();
  const part = 'word/styles.xml';
  if (zip.has(part)) {
    let id = '';
    await readXml(
      zip.chunks(part),
      {
        open(name, attributes) {
          const value = attributes['w:val'];
          if (name === 'style') id = attributes['w:styleId'] ?? '';
          else if (name === 'name') {
            const level = /^(?:heading|标题)\s*([1-9])$/i.exec(value ?? '')?.[1];
            if (level) headingLevels.set(id, Number(level));
            else if (/^(?:title|标题)$/i.test(value ?? '')) headingLevels.set(id, 1);
          } else if (name === 'strike' || name === 'dstrike') {
            if (isOn(value)) struck.add(id);
          }
        },
        close() {},
        text() {},
      },
      part,
      limits,
    );
  }
  return { headingLevels, struck };
}
