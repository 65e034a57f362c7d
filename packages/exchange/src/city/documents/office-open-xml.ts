import { zip } from './zip.ts';

const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageNs = 'http://schemas.openxmlformats.org/package/2006';
const officeNs = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetNs = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const wordNs = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Text safe between tags and in attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function contentTypes(parts: readonly (readonly [path: string, type: string])[]): string {
  const overrides = parts
    .map(
      ([path, type]) =>
        `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`,
    )
    .join('');
  return `${header}<Types xmlns="${packageNs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`;
}

function relationships(targets: readonly (readonly [kind: string, target: string])[]): string {
  const list = targets
    .map(
      ([kind, target], at) =>
        `<Relationship Id="rId${String(at + 1)}" Type="${officeNs}/${kind}" Target="${target}"/>`,
    )
    .join('');
  return `${header}<Relationships xmlns="${packageNs}/relationships">${list}</Relationships>`;
}

function archive(parts: Readonly<Record<string, string>>): Uint8Array {
  const encoder = new TextEncoder();
  return zip(Object.entries(parts).map(([path, text]) => ({ path, bytes: encoder.encode(text) })));
}

/** A cell of a worksheet: text, a number (leading zeros are lost), or nothing. */
export type SheetCell = string | number | null;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
  /** Merged areas such as `A3:A7`; only the first cell holds the text. */
  readonly merged: readonly string[];
}

/** Name of a cell by 0-based row and column (`cellName(11, 1)` is `B12`); up to 26 columns. */
export function cellName(row: number, column: number): string {
  return `${String.fromCharCode(65 + column)}${String(row + 1)}`;
}

/** A workbook in SpreadsheetML (ECMA-376 part 1, section 18), texts as shared strings. */
export function workbook(sheets: readonly Sheet[]): Uint8Array {
  const shared: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, shared.length);
    return shared.push(text) - 1;
  };
  const parts: Record<string, string> = {};
  sheets.forEach((sheet, at) => {
    const rows = sheet.rows
      .map((cells, row) => {
        const written = cells
          .map((cell, column) => {
            if (cell === null) return '';
            const name = cellName(row, column);
            return typeof cell === 'number'
              ? `<c r="${name}"><v>${String(cell)}</v></c>`
              : `<c r="${name}" t="s"><v>${String(indexOf(cell))}</v></c>`;
          })
          .join('');
        return `<row r="${String(row + 1)}">${written}</row>`;
      })
      .join('');
    const merged =
      sheet.merged.length === 0
        ? ''
        : `<mergeCells count="${String(sheet.merged.length)}">${sheet.merged.map((area) => `<mergeCell ref="${area}"/>`).join('')}</mergeCells>`;
    parts[`xl/worksheets/sheet${String(at + 1)}.xml`] =
      `${header}<worksheet xmlns="${sheetNs}"><sheetData>${rows}</sheetData>${merged}</worksheet>`;
  });
  const list = sheets
    .map(
      ({ name }, at) =>
        `<sheet name="${escapeXml(name)}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`,
    )
    .join('');
  const sheetPaths = sheets.map((_, at) => `worksheets/sheet${String(at + 1)}.xml`);
  return archive({
    '[Content_Types].xml': contentTypes([
      ['xl/workbook.xml', 'spreadsheetml.sheet.main'],
      ...sheetPaths.map((path) => [`xl/${path}`, 'spreadsheetml.worksheet'] as const),
      ['xl/sharedStrings.xml', 'spreadsheetml.sharedStrings'],
      ['xl/styles.xml', 'spreadsheetml.styles'],
    ]),
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${header}<workbook xmlns="${sheetNs}" xmlns:r="${officeNs}"><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheetPaths.map((path) => ['worksheet', path] as const),
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': `${header}<styleSheet xmlns="${sheetNs}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${header}<sst xmlns="${sheetNs}" uniqueCount="${String(shared.length)}">${shared.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    ...parts,
  });
}

/** A stretch of text in a document, perhaps struck through or bold. */
interface LetterRun {
  readonly text: string;
  readonly struck?: boolean;
  readonly bold?: boolean;
}

/** A part of a letter: a paragraph, or a table whose first row is its header. */
export type LetterPart =
  | { readonly kind: 'heading' | 'paragraph'; readonly runs: readonly LetterRun[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly LetterRun[])[])[] };

/** A document in WordprocessingML (ECMA-376 part 1, section 17) with an optional page footer. */
export function letter(content: readonly LetterPart[], footer: string | null): Uint8Array {
  const body = content
    .map((part) => {
      if (part.kind !== 'table') return paragraph(part.runs, part.kind === 'heading');
      const rows = part.rows
        .map(
          (cells) =>
            `<w:tr>${cells.map((runs) => `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>${paragraph(runs, false)}</w:tc>`).join('')}</w:tr>`,
        )
        .join('');
      return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>${rows}</w:tbl>`;
    })
    .join('');
  const section =
    footer === null
      ? '<w:sectPr/>'
      : '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/></w:sectPr>';
  return archive({
    '[Content_Types].xml': contentTypes([
      ['word/document.xml', 'wordprocessingml.document.main'],
      ['word/styles.xml', 'wordprocessingml.styles'],
      ...(footer === null ? [] : [['word/footer1.xml', 'wordprocessingml.footer'] as const]),
    ]),
    '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `${header}<w:document xmlns:w="${wordNs}" xmlns:r="${officeNs}"><w:body>${body}${section}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relationships([
      ...(footer === null ? [] : [['footer', 'footer1.xml'] as const]),
      ['styles', 'styles.xml'],
    ]),
    'word/styles.xml': `${header}<w:styles xmlns:w="${wordNs}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    ...(footer === null
      ? {}
      : {
          'word/footer1.xml': `${header}<w:ftr xmlns:w="${wordNs}">${paragraph([{ text: footer }], false)}</w:ftr>`,
        }),
  });
}

function paragraph(runs: readonly LetterRun[], heading: boolean): string {
  const style = heading ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : '';
  const written = runs
    .map(({ text, struck, bold }) => {
      const marks = `${bold === true ? '<w:b/>' : ''}${struck === true ? '<w:strike/>' : ''}`;
      return `<w:r>${marks === '' ? '' : `<w:rPr>${marks}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
    })
    .join('');
  return `<w:p>${style}${written}</w:p>`;
}
