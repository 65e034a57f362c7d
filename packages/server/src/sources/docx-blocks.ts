import type { Block, Cell, Position, TextRun } from '@everyline/numbers';
import { isOn } from './xlsx-styles.ts';

/** What the styles of a docx say about the paragraphs and runs that name them. */
export interface DocxStyles {
  readonly headingLevels: ReadonlyMap<string, number>;
  readonly struck: ReadonlySet<string>;
}

interface OpenCell {
  readonly runs: TextRun[];
  columns: number;
  /** `restart` begins a cell merged downwards, `continue` is covered by it. */
  merge: 'none' | 'restart' | 'continue';
}

interface OpenTable {
  readonly rows: Cell[][];
  row: Cell[] | null;
  cell: OpenCell | null;
  headerRows: number;
  /** Grid columns that the row leaves out before its first cell (`gridBefore`). */
  skipped: number;
}

interface OpenParagraph {
  style: string;
  outlineLevel: number | null;
  listDepth: number;
  runs: TextRun[];
}

/** Takes the xml events of a docx part and gives paragraphs, headings and tables. */
export class DocxBlocks {
  private readonly styles: DocxStyles;
  private readonly links: ReadonlyMap<string, { target: string }>;
  private readonly footer: boolean;
  private readonly ready: Block[] = [];
  private paragraphs: OpenParagraph[] = [];
  private tables: OpenTable[] = [];
  private href: string | undefined;
  private struck = false;
  private bold = false;
  private deleted = 0;
  private fallback = 0;
  private inText = false;
  private inRun = false;
  private instruction: string | null = null;
  private number = 0;

  constructor(styles: DocxStyles, links: ReadonlyMap<string, { target: string }>, footer: boolean) {
    this.styles = styles;
    this.links = links;
    this.footer = footer;
  }

  take(): Block[] {
    return this.ready.splice(0);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    // A text box stands twice in the file; the fallback is its copy for old programs.
    if (name === 'Fallback') this.fallback += 1;
    if (this.fallback > 0) return;
    const value = attributes['w:val'];
    const paragraph = this.paragraphs.at(-1);
    const table = this.tables.at(-1);
    if (name === 'p') this.openParagraph();
    else if (name === 'pStyle' && paragraph) paragraph.style = value ?? '';
    else if (name === 'outlineLvl' && paragraph) paragraph.outlineLevel = Number(value ?? 9);
    else if (name === 'ilvl' && paragraph) paragraph.listDepth = Number(value ?? 0) + 1;
    else if (name === 'r') {
      this.inRun = true;
      this.struck = false;
      this.bold = false;
    } else if (name === 'rStyle') this.struck ||= this.styles.struck.has(value ?? '');
    else if ((name === 'strike' || name === 'dstrike') && this.inRun) this.struck = isOn(value);
    else if (name === 'b' && this.inRun) this.bold = isOn(value);
    else if (name === 'del' || name === 'moveFrom') this.deleted += 1;
    else if (name === 't' || name === 'delText') this.inText = true;
    else if (name === 'tab' && this.inRun) this.add('\t');
    else if (name === 'br' || name === 'cr') this.add('\n');
    else if (name === 'noBreakHyphen') this.add('-');
    else if (name === 'instrText') this.instruction ??= '';
    else if (name === 'hyperlink') this.href = this.links.get(attributes['r:id'] ?? '')?.target;
    else if (name === 'tbl') this.openTable();
    else if (name === 'tr' && table) {
      table.row = [];
      table.skipped = 0;
    } else if (name === 'gridBefore' && table) table.skipped = Number(value ?? 0);
    else if (name === 'tblHeader' && table && isOn(value) && table.headerRows === table.rows.length)
      table.headerRows += 1;
    else if (name === 'tc' && table) table.cell = { runs: [], columns: 1, merge: 'none' };
    else if (name === 'gridSpan' && table?.cell)
      table.cell.columns = Math.min(Math.max(Number(value ?? 1), 1), 64);
    else if (name === 'vMerge' && table?.cell)
      table.cell.merge = value === 'restart' ? 'restart' : 'continue';
  }

  close(name: string): void {
    if (name === 'Fallback') this.fallback -= 1;
    if (this.fallback > 0) return;
    if (name === 'p') this.closeParagraph();
    else if (name === 't' || name === 'delText') this.inText = false;
    else if (name === 'r') this.inRun = false;
    else if (name === 'del' || name === 'moveFrom') this.deleted -= 1;
    else if (name === 'hyperlink') this.href = undefined;
    else if (name === 'instrText') this.endInstruction();
    else if (name === 'tc') this.closeCell();
    else if (name === 'tr') this.closeRow();
    else if (name === 'tbl') this.closeTable();
  }

  text(text: string): void {
    if (this.fallback > 0) return;
    if (this.inText) this.add(text);
    else if (this.instruction !== null) this.instruction += text;
  }

  private endInstruction(): void {
    const address = /HYPERLINK\s+"([^"]+)"/.exec(this.instruction ?? '')?.[1];
    if (address) this.href = address;
    this.instruction = null;
  }

  private add(text: string): void {
    const runs = this.paragraphs.at(-1)?.runs;
    if (!runs) return;
    const struck = this.struck || this.deleted > 0;
    const run: TextRun = {
      text,
      ...(struck ? { struck } : {}),
      ...(this.href === undefined ? {} : { href: this.href }),
      ...(this.bold ? { bold: true } : {}),
    };
    const last = runs.at(-1);
    if (last && last.struck === run.struck && last.href === run.href && last.bold === run.bold) {
      runs[runs.length - 1] = { ...last, text: last.text + text };
    } else runs.push(run);
  }

  private position(): Position {
    return { line: this.number };
  }

  private openParagraph(): void {
    this.number += 1;
    this.paragraphs.push({ style: '', outlineLevel: null, listDepth: 0, runs: [] });
  }

  private closeParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (!paragraph || paragraph.runs.every((run) => run.text.trim() === '')) return;
    const cell = this.tables.at(-1)?.cell;
    if (cell) {
      if (cell.runs.length > 0) cell.runs.push({ text: '\n' });
      cell.runs.push(...paragraph.runs);
      return;
    }
    const { runs: text, outlineLevel } = paragraph;
    const level =
      outlineLevel === null ? this.styles.headingLevels.get(paragraph.style) : outlineLevel + 1;
    if (level !== undefined && level >= 1 && level <= 9 && !this.footer) {
      this.ready.push({ kind: 'heading', level, text, position: this.position() });
      return;
    }
    this.ready.push({
      kind: 'paragraph',
      text,
      position: this.position(),
      ...(this.footer ? { footer: true } : {}),
      ...(paragraph.listDepth > 0 ? { listDepth: paragraph.listDepth } : {}),
    });
  }

  private openTable(): void {
    this.tables.push({ rows: [], row: null, cell: null, headerRows: 0, skipped: 0 });
  }

  private closeCell(): void {
    const table = this.tables.at(-1);
    const cell = table?.cell;
    if (!table?.row || !cell) return;
    table.cell = null;
    const place = { row: table.rows.length + 1, column: table.row.length + 1 };
    const position: Position = { line: this.number, ...place };
    while (table.row.length < table.skipped) table.row.push({ text: [], position });
    const from = { row: table.rows.length, column: table.row.length };
    const above = table.rows.at(-1)?.[table.row.length];
    const covered = cell.merge === 'continue' ? above : undefined;
    for (let i = 0; i < cell.columns; i += 1) {
      if (covered) {
        table.row.push({
          text: covered.text,
          mergedFrom: covered.mergedFrom ?? { row: from.row - 1, column: from.column },
          position,
        });
      } else table.row.push({ text: cell.runs, position, ...(i > 0 ? { mergedFrom: from } : {}) });
    }
  }

  private closeRow(): void {
    const table = this.tables.at(-1);
    if (!table?.row) return;
    if (table.row.length > 0) table.rows.push(table.row);
    table.row = null;
  }

  private closeTable(): void {
    const table = this.tables.pop();
    if (!table || table.rows.length === 0) return;
    const outer = this.tables.at(-1)?.cell;
    const [first] = table.rows;
    if (outer) {
      // A table inside a cell is read as the lines of that cell.
      for (const row of table.rows) {
        if (outer.runs.length > 0) outer.runs.push({ text: '\n' });
        for (const [index, cell] of row.entries()) {
          if (cell.mergedFrom) continue;
          if (index > 0) outer.runs.push({ text: '\t' });
          outer.runs.push(...cell.text);
        }
      }
      return;
    }
    this.ready.push({
      kind: 'table',
      rows: table.rows,
      position: first?.[0]?.position ?? this.position(),
      ...(table.headerRows > 0 ? { headerRows: table.headerRows } : {}),
      ...(this.footer ? { footer: true } : {}),
    });
  }
}
