import type { Block } from '@everyline/numbers';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import type { ReadingLimits } from './limits.ts';
import { ReadingFault } from './rejected.ts';
import { parseXml, readRelations, readXml } from './xml-events.ts';
import { findMerges, MergeFiller, type Merge } from './xlsx-merges.ts';
import { SheetRows } from './xlsx-sheet.ts';
import { readSharedStrings } from './xlsx-strings.ts';
import { readStyles } from './xlsx-styles.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** Rows of all sheets of a workbook, hidden ones too, in their order; streamed in two passes a sheet. */
export async function* readXlsx(
  file: DocumentFile,
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  const zip = await openZip(file, limits);
  try {
    const workbook = workbookPart(zip);
    const relations = await readRelations(zip, workbook, limits);
    const byType = (type: string): string =>
      [...relations.values()].find((relation) => relation.type === type)?.target ?? '';
    const strings = await readSharedStrings(zip, byType('sharedStrings'), limits);
    const styles = await readStyles(zip, byType('styles'), limits);
    for (const sheet of await sheetsOf(zip, workbook, relations, limits)) {
      if (!zip.has(sheet.part)) {
        yield new ReadingFault('part_missing', { part: sheet.name }, { sheet: sheet.name })
          .rejected;
        continue;
      }
      yield* readSheet(zip, sheet, { strings, styles }, limits);
    }
  } finally {
    zip.close();
  }
}

async function* readSheet(
  zip: ZipArchive,
  sheet: SheetPart,
  book: ConstructorParameters<typeof SheetRows>[1],
  limits: ReadingLimits,
): AsyncGenerator<Block | Rejected> {
  if (!/^(sheet|工作表|表)\s*\d*$/i.test(sheet.name)) {
    yield {
      kind: 'heading',
      level: 1,
      text: [{ text: sheet.name }],
      position: { sheet: sheet.name },
    };
  }
  const merges: Merge[] = [];
  try {
    await findMerges(zip.chunks(sheet.part), merges);
  } catch (error) {
    // The second pass meets the same damage and says so, after the rows before it.
    if (!(error instanceof ReadingFault) || error.code !== 'zip_broken') throw error;
  }
  const rows = new SheetRows(sheet.name, book, new MergeFiller(merges));
  try {
    for await (const _ of parseXml(zip.chunks(sheet.part), rows, sheet.name, limits))
      yield* rows.take();
  } catch (error) {
    yield* rows.take();
    if (!(error instanceof ReadingFault) || error.code === 'zip_bomb') throw error;
    // One damaged sheet does not cost the others.
    yield {
      ...error.rejected,
      scope: 'part',
      position: { ...error.rejected.position, sheet: sheet.name },
    };
  }
}

function workbookPart(zip: ZipArchive): string {
  if (zip.has('xl/workbook.xml')) return 'xl/workbook.xml';
  const found = zip.names.find((name) => /(^|\/)workbook\d*\.xml$/.test(name));
  if (found === undefined) throw new ReadingFault('part_missing', { part: 'xl/workbook.xml' });
  return found;
}

async function sheetsOf(
  zip: ZipArchive,
  workbook: string,
  relations: ReadonlyMap<string, { target: string; type: string }>,
  limits: ReadingLimits,
): Promise<SheetPart[]> {
  const sheets: SheetPart[] = [];
  await readXml(
    zip.chunks(workbook),
    {
      open(name, attributes) {
        if (name !== 'sheet') return;
        const id =
          attributes['r:id'] ??
          Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ??
          '';
        const relation = relations.get(id);
        if (relation && relation.type !== 'worksheet') return;
        const part = relation?.target ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
        sheets.push({ name: attributes.name ?? `${sheets.length + 1}`, part });
      },
      close() {},
      text() {},
    },
    workbook,
    limits,
  );
  return sheets;
}
