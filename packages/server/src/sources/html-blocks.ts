import type { Block, Position, TextRun } from '@everyline/numbers';
import { Parser } from 'htmlparser2';
import {
  BLOCK_ELEMENTS,
  PAGE_STYLE,
  SILENT_ELEMENTS,
  styleInside,
  type ElementStyle,
} from './html-elements.ts';
import { HtmlTable } from './html-table.ts';
import { LineCounter } from './line-counter.ts';
import type { ReadingLimits } from './limits.ts';
import { ReadingFault } from './rejected.ts';

/** Characters of inline scripts that are kept for pages which have no text of their own. */
const SCRIPT_CHARS = 8 * 1024 * 1024;
const PUBLISHED_DIGITS = /\d{3}[\s-]?\d{2}/;

const TELEPHONE_ICON =
  /(?:^|[-_ ])(?:tel|telephone|phone|mobile|hotline|dianhua|shouji|rexian)(?:$|[-_ \d])|^(?:联系)?(?:电话|手机|热线)$/i;
const FAX_ICON = /(?:^|[-_ ])(?:fax|chuanzhen)(?:$|[-_ \d])|^传真$/i;

interface OpenCell {
  readonly position: Position;
  readonly columns: number;
  readonly rows: number;
  readonly header: boolean;
}

interface OpenTable {
  readonly table: HtmlTable;
  cell: OpenCell | null;
}

/** Turns html, fed in pieces, into blocks: paragraphs, headings and tables in reading order. */
export class HtmlBlocks {
  private readonly limits: ReadingLimits;
  private readonly parser: Parser;
  private readonly ready: Block[] = [];
  private styles: ElementStyle[] = [];
  private runs: TextRun[] = [];
  private runsStart: Position | null = null;
  private chars = 0;
  /** Style of a blank that counts only if text follows. */
  private pendingSpace: ElementStyle | null = null;
  private tables: OpenTable[] = [];
  private silent = 0;
  private script = '';
  private pendingLink: string | null = null;
  private readonly lines = new LineCounter();
  private captioning: TextRun[] | null = null;
  /** Whether any digits that could be a telephone number stood in visible text. */
  publishes = false;

  constructor(limits: ReadingLimits) {
    this.limits = limits;
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => this.open(name, attributes),
        onclosetag: (name) => this.close(name),
        ontext: (text) => this.text(text),
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
  }

  push(text: string): Block[] {
    this.lines.push(text);
    this.parser.write(text);
    return this.ready.splice(0);
  }

  end(): Block[] {
    this.parser.end();
    this.flush();
    while (this.tables.length > 0) this.closeTable();
    return this.ready.splice(0);
  }

  /** Content of the inline scripts, for a page that shows its data by javascript. */
  scripts(): string {
    return this.script;
  }

  private get style(): ElementStyle {
    return this.styles.at(-1) ?? PAGE_STYLE;
  }

  private position(): Position {
    return this.lines.at(this.parser.startIndex);
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.styles.length >= this.limits.depth) {
      throw new ReadingFault('nesting_too_deep', { limit: this.limits.depth }, this.position());
    }
    if (SILENT_ELEMENTS.has(name)) this.silent += 1;
    if (name === 'br') {
      this.add('\n');
      return;
    }
    if (BLOCK_ELEMENTS.has(name)) this.boundary();
    this.styles.push(styleInside(this.style, name, attributes));
    if (name === 'table') this.openTable();
    else if (name === 'tr')
      this.emit(this.tables.at(-1)?.table.closeRow() ?? null, () =>
        this.tables.at(-1)?.table.openRow(),
      );
    else if (name === 'thead') this.tables.at(-1)?.table.head(true);
    else if (name === 'caption') this.captioning = [];
    else if (name === 'td' || name === 'th') this.openCell(name, attributes);
    else if (name === 'a') this.bareLink(attributes.href);
    else if (name === 'i' || name === 'svg' || name === 'img') this.icon(name, attributes);
  }

  /** A pictogram of a telephone is a label that readers of the page see. */
  private icon(name: string, attributes: Readonly<Record<string, string>>): void {
    const named = name === 'img' ? (attributes.alt ?? '') : (attributes.class ?? '');
    if (named.length > 80 || this.silent > 0) return;
    if (TELEPHONE_ICON.test(named)) this.add('☎ ');
    else if (FAX_ICON.test(named)) this.add('📠 ');
  }

  /** A link that dials and has no text (an icon) is read by its address. */
  private bareLink(href: string | undefined): void {
    if (href && /^tel:/i.test(href)) this.pendingLink = href;
  }

  private close(name: string): void {
    if (SILENT_ELEMENTS.has(name)) this.silent = Math.max(0, this.silent - 1);
    if (name === 'a' && this.pendingLink !== null) {
      this.add(decodedTel(this.pendingLink));
      this.pendingLink = null;
    }
    if (name === 'td' || name === 'th') this.closeCell();
    else if (name === 'tr') this.closeRow();
    else if (name === 'thead') {
      this.closeRow();
      this.tables.at(-1)?.table.head(false);
    } else if (name === 'caption') this.closeCaption();
    else if (name === 'table') {
      this.flushOutsideCell();
      this.closeTable();
    } else if (/^h[1-6]$/.test(name) || name === 'title') this.flushHeading(name);
    else if (BLOCK_ELEMENTS.has(name)) this.boundary();
    if (this.styles.at(-1)?.name === name) this.styles.pop();
  }

  private text(text: string): void {
    if (this.silent > 0) {
      if (this.style.name === 'script' && this.script.length < SCRIPT_CHARS) this.script += text;
      return;
    }
    if (this.style.preformatted) {
      this.add(text.replace(/\r\n?/g, '\n'));
      return;
    }
    const collapsed = text.replace(/[ \t\r\n\f]+/g, ' ');
    this.add(collapsed);
  }

  private add(text: string): void {
    if (text === '') return;
    let clean = text;
    if (this.pendingSpace) {
      const before = this.pendingSpace;
      this.pendingSpace = null;
      if (clean !== '\n' && !clean.startsWith(' ')) this.append(' ', before);
    }
    if (clean === ' ') {
      if (this.runs.length > 0) this.pendingSpace = this.style;
      return;
    }
    if (this.runs.length === 0) {
      clean = clean.replace(/^ +/, '');
      if (clean === '' || clean === '\n') return;
    }
    if (clean.trim() !== '') this.pendingLink = null;
    if (!this.publishes && PUBLISHED_DIGITS.test(clean)) this.publishes = true;
    this.runsStart ??= this.position();
    this.append(clean, this.style);
    if (this.chars > this.limits.paragraphChars) this.flushLong(clean.includes('\n'));
  }

  private append(text: string, style: ElementStyle): void {
    const run: TextRun = {
      text,
      ...(style.struck ? { struck: true } : {}),
      ...(style.href === undefined ? {} : { href: style.href }),
      ...(style.bold ? { bold: true } : {}),
    };
    const last = this.runs.at(-1);
    if (last && last.struck === run.struck && last.href === run.href && last.bold === run.bold) {
      this.runs[this.runs.length - 1] = { ...last, text: last.text + text };
    } else {
      this.runs.push(run);
    }
    this.chars += text.length;
  }

  /** Text without a block around it may go on for megabytes; it is handed on in parts, cut between words. */
  private flushLong(atLineEnd: boolean): void {
    const table = this.tables.at(-1);
    const far = this.chars > 4 * this.limits.paragraphChars;
    if (table?.cell && !table.table.layout) {
      if (far) this.becomeLayout(table);
      return;
    }
    if (!atLineEnd && !far) return;
    const last = this.runs.pop();
    if (!last) return;
    const end = lastGap(last.text);
    const position = this.position();
    if (end > 0) this.runs.push({ ...last, text: last.text.slice(0, end) });
    this.flush();
    const rest = last.text.slice(end);
    if (rest === '') return;
    this.runs = [{ ...last, text: rest }];
    this.runsStart = position;
    this.chars = rest.length;
  }

  /** An element of its own line: in a cell a line break, elsewhere the end of the paragraph. */
  private boundary(): void {
    this.pendingSpace = null;
    const table = this.tables.at(-1);
    if (this.captioning) return;
    if (table?.cell && !table.table.layout) {
      if (this.runs.length > 0 && !this.runs.at(-1)?.text.endsWith('\n')) this.add('\n');
      return;
    }
    this.flush();
  }

  private takeRuns(): TextRun[] {
    const runs = trimmed(this.runs);
    this.runs = [];
    this.runsStart = null;
    this.chars = 0;
    this.pendingSpace = null;
    return runs;
  }

  private flush(): void {
    const position = this.runsStart;
    const text = this.takeRuns();
    if (text.length === 0 || !position) return;
    const { style } = this;
    this.ready.push({
      kind: 'paragraph',
      text,
      position,
      ...(style.footer ? { footer: true } : {}),
      ...(style.listDepth > 0 ? { listDepth: style.listDepth } : {}),
    });
  }

  private flushHeading(name: string): void {
    const table = this.tables.at(-1);
    if (table?.cell && !table.table.layout) {
      this.boundary();
      return;
    }
    const position = this.runsStart;
    const text = this.takeRuns();
    if (text.length === 0 || !position) return;
    this.ready.push({
      kind: 'heading',
      level: name === 'title' ? 1 : Number(name[1]),
      text,
      position,
    });
  }

  private openTable(): void {
    const outer = this.tables.at(-1);
    if (outer?.cell && !outer.table.layout) this.becomeLayout(outer);
    this.flush();
    this.tables.push({ table: new HtmlTable(this.position(), this.style.footer), cell: null });
  }

  /** A table around a table arranges the page: what it held so far is read, the rest flows as paragraphs. */
  private becomeLayout(outer: OpenTable): void {
    outer.table.layout = true;
    const position = this.runsStart;
    const text = this.takeRuns();
    this.emit(outer.table.end());
    if (text.length > 0 && position) this.ready.push({ kind: 'paragraph', text, position });
  }

  private openCell(name: string, attributes: Readonly<Record<string, string>>): void {
    const table = this.tables.at(-1);
    if (!table) return;
    if (table.cell) this.closeCell();
    this.flushOutsideCell();
    table.cell = {
      position: this.position(),
      columns: wholeNumber(attributes.colspan),
      rows: wholeNumber(attributes.rowspan),
      header: name === 'th',
    };
  }

  private closeCell(): void {
    const table = this.tables.at(-1);
    if (!table?.cell) return;
    const { cell } = table;
    table.cell = null;
    if (table.table.layout) {
      this.flush();
      return;
    }
    const position = this.runsStart ?? cell.position;
    table.table.addCell(this.takeRuns(), position, cell);
  }

  private closeRow(): void {
    this.closeCell();
    this.emit(this.tables.at(-1)?.table.closeRow() ?? null);
  }

  private closeCaption(): void {
    this.captioning = null;
    const table = this.tables.at(-1);
    const text = this.takeRuns();
    if (table) table.table.caption = text.map((run) => run.text).join('');
  }

  private flushOutsideCell(): void {
    const table = this.tables.at(-1);
    if (table?.cell) this.closeCell();
    else this.flush();
  }

  private closeTable(): void {
    const open = this.tables.pop();
    if (open && !open.table.layout) this.emit(open.table.end());
  }

  /** A table of one column without a header is a list: each cell a paragraph. */
  private emit(part: Block | null, then?: () => void): void {
    if (
      part?.kind === 'table' &&
      part.headerRows === undefined &&
      part.rows.every((row) => row.length <= 1)
    ) {
      for (const cell of part.rows.flat()) {
        if (cell.text.length === 0) continue;
        this.ready.push({
          kind: 'paragraph',
          text: cell.text,
          position: cell.position,
          ...(part.footer ? { footer: true } : {}),
        });
      }
    } else if (part) this.ready.push(part);
    then?.();
  }
}

/** Characters at the end of a long text in which a gap between words is looked for. */
const GAP_CHARS = 400;

/** Where a long text can be cut without cutting a number: behind its last blank or comma. */
function lastGap(text: string): number {
  const from = Math.max(0, text.length - GAP_CHARS);
  for (let at = text.length - 1; at >= from; at -= 1) {
    if (/[\s,，、;；。]/.test(text[at] ?? '')) return at + 1;
  }
  return text.length;
}

function wholeNumber(text: string | undefined): number {
  const value = Number.parseInt(text ?? '1', 10);
  return Number.isFinite(value) && value > 0 ? Math.min(value, 65_534) : 1;
}

function decodedTel(href: string): string {
  try {
    return decodeURIComponent(href.slice(4));
  } catch {
    return href.slice(4);
  }
}

/** Without blanks and line breaks at the two ends. */
function trimmed(runs: readonly TextRun[]): TextRun[] {
  const kept = [...runs];
  while (kept.length > 0) {
    const first = kept[0] as TextRun;
    const text = first.text.replace(/^[ \n\u00a0\u3000\u200b]+/, '');
    if (text !== '') {
      kept[0] = { ...first, text };
      break;
    }
    kept.shift();
  }
  while (kept.length > 0) {
    const last = kept.at(-1) as TextRun;
    const text = last.text.replace(/[ \n\u00a0\u3000\u200b]+$/, '');
    if (text !== '') {
      kept[kept.length - 1] = { ...last, text };
      break;
    }
    kept.pop();
  }
  return kept;
}
