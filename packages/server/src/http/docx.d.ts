/** The part of docx that is used: a document of paragraphs, tables and pictures on pages of one size. */
declare module 'docx' {
  export type Face = { readonly eastAsia: string; readonly ascii: string; readonly hAnsi: string };
  export type Alignment = 'center' | 'right' | 'left' | 'both';

  export class TextRun {
    constructor(options: {
      readonly text?: string;
      readonly children?: readonly (string | object)[];
      readonly font?: Face;
      /** In half points. */
      readonly size?: number;
      readonly bold?: boolean;
      readonly color?: string;
    });
  }

  export class ImageRun {
    constructor(options: {
      readonly type: 'png';
      readonly data: Uint8Array;
      /** In pixels of 1/96 inch. */
      readonly transformation: { readonly width: number; readonly height: number };
      readonly altText: {
        readonly name: string;
        readonly title: string;
        readonly description: string;
      };
    });
  }

  export type Run = TextRun | ImageRun;

  export class Paragraph {
    /** Lengths are in twips, 1/1440 inch. */
    constructor(options: {
      readonly alignment?: Alignment;
      readonly keepNext?: boolean;
      readonly indent?: { readonly firstLine: number };
      readonly spacing?: {
        readonly before?: number;
        readonly after?: number;
        readonly line?: number;
        readonly lineRule?: 'exact';
      };
      readonly border?: {
        readonly bottom: {
          readonly style: 'single';
          readonly size: number;
          readonly color: string;
          readonly space: number;
        };
      };
      readonly children: readonly Run[];
    });
  }

  type Width = { readonly size: number; readonly type: 'dxa' };

  export class TableCell {
    constructor(options: {
      readonly width: Width;
      readonly verticalAlign: 'center';
      readonly margins: {
        readonly left: number;
        readonly right: number;
        readonly top: number;
        readonly bottom: number;
      };
      readonly children: readonly Paragraph[];
    });
  }

  export class TableRow {
    constructor(options: {
      readonly tableHeader?: boolean;
      readonly cantSplit?: boolean;
      readonly children: readonly TableCell[];
    });
  }

  export class Table {
    constructor(options: {
      readonly layout: 'fixed';
      readonly alignment: Alignment;
      readonly width: Width;
      readonly columnWidths: readonly number[];
      readonly rows: readonly TableRow[];
    });
  }

  export class Footer {
    constructor(options: { readonly children: readonly Paragraph[] });
  }

  export const PageNumber: { readonly CURRENT: object };

  export class Document {
    constructor(options: {
      readonly title: string;
      readonly creator: string;
      readonly styles: {
        readonly default: {
          readonly document: { readonly run: { readonly font: Face; readonly size: number } };
        };
      };
      readonly sections: readonly {
        readonly properties: {
          readonly page: {
            readonly size: { readonly width: number; readonly height: number };
            readonly margin: {
              readonly top: number;
              readonly bottom: number;
              readonly left: number;
              readonly right: number;
            };
          };
        };
        readonly footers: { readonly default: Footer };
        readonly children: readonly (Paragraph | Table)[];
      }[];
    });
  }

  export const Packer: { toBuffer(document: Document): Promise<Buffer> };
}
