import type * as Docx from 'docx';
import type { Footer, ImageRun, Paragraph, Table } from 'docx';

import type { Chart } from './report-charts.ts';

/** Sizes in half points: 二号, 三号, 小四 and 五号 of Chinese documents. */
const SIZE = { title: 44, text: 32, small: 24, table: 21 } as const;
/** The page of GB/T 9704-2012, in millimetres. */
const PAGE = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;
/** 28 points from line to line, as GB/T 9704-2012 has 22 lines on a page; in twips. */
const LINE = { line: 560, lineRule: 'exact' } as const;
/** Two characters of 三号, in twips. */
const INDENT = 640;
const RED = 'C00000';

const latin = { ascii: 'Times New Roman', hAnsi: 'Times New Roman' } as const;
const faces = {
  title: { eastAsia: '方正小标宋简体', ...latin },
  head: { eastAsia: '黑体', ...latin },
  text: { eastAsia: '仿宋_GB2312', ...latin },
  table: { eastAsia: '宋体', ...latin },
} as const;

/** Width of the text in millimetres. */
export const TEXT_MM = PAGE.width - PAGE.left - PAGE.right;

export interface Column {
  readonly mm: number;
  readonly align?: 'left' | 'right' | 'center';
}

export type CellContent = string | number | Chart;
type Body = readonly (Paragraph | Table)[];

const twips = (mm: number): number => Math.round((mm / 25.4) * 1440);

/** The pieces of a document of a Chinese office (GB/T 9704-2012): head in red, title, text, tables, signature. */
export class OfficialDocument {
  private readonly docx: typeof Docx;

  private constructor(docx: typeof Docx) {
    this.docx = docx;
  }

  /** Loads the library, which few processes need. */
  static async open(): Promise<OfficialDocument> {
    return new OfficialDocument(await import('docx'));
  }

  /** The issuing office in red, with the reference over a red line, and the title. */
  heading(issuer: string, reference: string, title: string, below: string): Paragraph[] {
    const { Paragraph, TextRun } = this.docx;
    return [
      this.line(issuer, { face: 'title', size: SIZE.title, align: 'center', colour: RED }),
      new Paragraph({
        alignment: 'center',
        spacing: { before: 200, after: 400 },
        border: { bottom: { style: 'single', size: 18, color: RED, space: 8 } },
        children: [new TextRun({ text: reference, size: SIZE.text })],
      }),
      this.line(title, { face: 'title', size: SIZE.title, align: 'center', after: 300 }),
      this.line(below, { align: 'center', size: SIZE.small, after: 300 }),
    ];
  }

  section(title: string): Paragraph {
    const { Paragraph, TextRun } = this.docx;
    return new Paragraph({
      keepNext: true,
      indent: { firstLine: INDENT },
      spacing: { before: 240, after: 120 },
      children: [new TextRun({ text: title, font: faces.head, size: SIZE.text })],
    });
  }

  text(content: string): Paragraph {
    return this.paragraph(content, SIZE.text);
  }

  note(content: string): Paragraph {
    return this.paragraph(content, SIZE.small);
  }

  /** Issuing office and date at the right, under the text. */
  signature(issuer: string, day: string): Paragraph[] {
    return [this.line(issuer, { align: 'right', before: 600 }), this.line(day, { align: 'right' })];
  }

  /** A picture at the right edge of the text, over the table that names its parts. */
  picture(chart: Chart, name: string): Paragraph {
    const { Paragraph } = this.docx;
    return new Paragraph({
      keepNext: true,
      alignment: 'right',
      children: [this.image(chart, name)],
    });
  }

  /** The name of a picture with the marks of its key. */
  caption(name: string, key: readonly (readonly [mark: Chart, name: string])[]): Paragraph {
    const { Paragraph, TextRun } = this.docx;
    const said = (text: string) => new TextRun({ text, font: faces.table, size: SIZE.table });
    return new Paragraph({
      alignment: 'center',
      spacing: { before: 80 },
      children: [
        said(`${name}　`),
        ...key.flatMap(([mark, part]) => [this.image(mark, part), said(` ${part}　`)]),
      ],
    });
  }

  /** A table whose columns have the given widths; its first row is repeated on every page. */
  table(
    columns: readonly Column[],
    heads: readonly string[],
    rows: readonly (readonly CellContent[])[],
  ): Table {
    const { Paragraph, Table, TableCell, TableRow, TextRun } = this.docx;
    const cell = (content: CellContent, at: number, isHead: boolean) =>
      new TableCell({
        width: { size: twips(columns[at]?.mm ?? 10), type: 'dxa' },
        verticalAlign: 'center',
        margins: { left: 60, right: 60, top: 30, bottom: 30 },
        children: [
          new Paragraph({
            alignment: isHead ? 'center' : (columns[at]?.align ?? 'left'),
            children: [
              typeof content === 'object'
                ? this.image(content, heads[at] ?? '')
                : new TextRun({
                    text: String(content),
                    font: faces.table,
                    size: SIZE.table,
                    bold: isHead,
                  }),
            ],
          }),
        ],
      });
    return new Table({
      layout: 'fixed',
      alignment: 'center',
      width: { size: twips(TEXT_MM), type: 'dxa' },
      columnWidths: columns.map(({ mm }) => twips(mm)),
      rows: [
        new TableRow({
          tableHeader: true,
          children: heads.map((content, at) => cell(content, at, true)),
        }),
        ...rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: row.map((content, at) => cell(content, at, false)),
            }),
        ),
      ],
    });
  }

  /** The bytes of the document. */
  write(title: string, creator: string, children: Body): Promise<Buffer> {
    const { Document, Packer } = this.docx;
    const document = new Document({
      title,
      creator,
      styles: { default: { document: { run: { font: faces.text, size: SIZE.text } } } },
      sections: [
        {
          properties: {
            page: {
              size: { width: twips(PAGE.width), height: twips(PAGE.height) },
              margin: {
                top: twips(PAGE.top),
                bottom: twips(PAGE.bottom),
                left: twips(PAGE.left),
                right: twips(PAGE.right),
              },
            },
          },
          footers: { default: this.footer() },
          children,
        },
      ],
    });
    return Packer.toBuffer(document);
  }

  private footer(): Footer {
    const { Footer, PageNumber, Paragraph, TextRun } = this.docx;
    return new Footer({
      children: [
        new Paragraph({
          alignment: 'center',
          children: [
            new TextRun({
              font: faces.table,
              size: 28,
              children: ['— ', PageNumber.CURRENT, ' —'],
            }),
          ],
        }),
      ],
    });
  }

  private paragraph(content: string, size: number): Paragraph {
    const { Paragraph, TextRun } = this.docx;
    return new Paragraph({
      alignment: 'both',
      indent: { firstLine: INDENT },
      spacing: size === SIZE.text ? LINE : {},
      children: [new TextRun({ text: content, size })],
    });
  }

  private line(
    content: string,
    style: {
      readonly align: 'center' | 'right';
      readonly face?: keyof typeof faces;
      readonly size?: number;
      readonly colour?: string;
      readonly before?: number;
      readonly after?: number;
    },
  ): Paragraph {
    const { Paragraph, TextRun } = this.docx;
    return new Paragraph({
      alignment: style.align,
      spacing: { before: style.before ?? 0, after: style.after ?? 0 },
      children: [
        new TextRun({
          text: content,
          font: faces[style.face ?? 'text'],
          size: style.size ?? SIZE.text,
          ...(style.colour !== undefined && { color: style.colour }),
        }),
      ],
    });
  }

  private image({ png, widthMm, heightMm }: Chart, name: string): ImageRun {
    const { ImageRun } = this.docx;
    const pixels = (mm: number) => Math.round((mm / 25.4) * 96);
    return new ImageRun({
      type: 'png',
      data: png,
      transformation: { width: pixels(widthMm), height: pixels(heightMm) },
      altText: { name, title: name, description: name },
    });
  }
}
