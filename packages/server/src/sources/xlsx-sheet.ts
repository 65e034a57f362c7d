import { plainText, type Block, type Cell, type Position, type TextRun } from '@everyline/numbers';
import type { Rejected } from '../app/ports/document-reader.ts';
import { HeaderTracker } from './header-row.ts';
import { rejectPart } from './rejected.ts';
import { columnIndex, columnLetters, type MergeFiller } from './xlsx-merges.ts';
import { RichText, type SharedText } from './xlsx-strings.ts';
import { shownNumber, type CellStyle } from './xlsx-styles.ts';

/** Columns of a sheet that keep their place; what lies further right is closed up. */
const MAX_COLUMNS = 512;

/** Second pass over a sheet: takes its xml events and gives its rows. */
export class SheetRows {
  private readonly sheet: string;
  private readonly strings: readonly SharedText[];
  private readonly styles: readonly CellStyle[];
  private readonly merges: MergeFiller;
  private readonly header = new HeaderTracker();
  private readonly rich = new RichText();
  private readonly ready: (Block | Rejected)[] = [];
  private cells: (Cell | undefined)[] = [];
  private row = -1;
  private column = -1;
  private type = 'n';
  private style: CellStyle | undefined;
  private value = '';
  private inValue = false;
  private inCell = false;

  constructor(
    sheet: string,
    book: { strings: readonly SharedText[]; styles: readonly CellStyle[] },
    merges: MergeFiller,
  ) {
    this.sheet = sheet;
    this.strings = book.strings;
    this.styles = book.styles;
    this.merges = merges;
  }

  take(): (Block | Rejected)[] {
    return this.ready.splice(0);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.openRow(attributes.r);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'v') this.inValue = this.inCell;
    else if (this.inCell) this.rich.open(name, attributes);
  }

  close(name: string): void {
    if (name === 'v') this.inValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else if (this.inCell) this.rich.close(name);
  }

  text(text: string): void {
    if (this.inValue) this.value += text;
    else if (this.inCell) this.rich.add(text);
  }

  private openRow(number: string | undefined): void {
    const given = Number(number);
    this.row = Number.isInteger(given) && given > this.row ? given - 1 : this.row + 1;
    this.cells = [];
    this.column = -1;
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const letters = /^[A-Z]{1,3}/.exec(attributes.r ?? '')?.[0];
    this.column = letters === undefined ? this.column + 1 : columnIndex(letters);
    this.type = attributes.t ?? 'n';
    this.style = this.styles[Number(attributes.s ?? 0)];
    this.value = '';
    this.inCell = true;
  }

  private position(): Position {
    return {
      sheet: this.sheet,
      row: this.row + 1,
      cell: `${columnLetters(this.column)}${this.row + 1}`,
    };
  }

  private closeCell(): void {
    this.inCell = false;
    const inline = this.rich.take();
    const position = this.position();
    let text: SharedText = '';
    let numeric = false;
    if (this.type === 's') text = this.strings[Number(this.value)] ?? '';
    else if (this.type === 'inlineStr') text = inline;
    else if (this.type === 'str' || this.type === 'd') text = this.value;
    else if (this.type === 'e') {
      if (this.value !== '#N/A')
        this.ready.push(rejectPart('cell_error', position, { value: this.value }));
    } else if (this.type === 'n' && this.value !== '') {
      ({ text, numeric } = shownNumber(this.value, this.style?.format ?? ''));
    }
    const runs = this.runsOf(text);
    if (runs.length === 0) return;
    const at = this.column < MAX_COLUMNS ? this.column : Math.max(this.cells.length, MAX_COLUMNS);
    const indent = this.style?.indent ?? 0;
    this.cells[at] = {
      text: runs,
      position,
      ...(numeric && { numeric: true }),
      ...(indent > 0 && { indent }),
    };
  }

  private runsOf(text: SharedText): readonly TextRun[] {
    const struck = this.style?.struck ?? false;
    if (typeof text !== 'string')
      return struck ? text.map((run) => ({ ...run, struck: true })) : text;
    if (text === '') return [];
    return [struck ? { text, struck: true } : { text }];
  }

  private closeRow(): void {
    const own = this.cells.reduce((count, cell) => (cell ? count + 1 : count), 0);
    const wide = this.merges.fill(this.cells, this.row);
    if (own === 0) return;
    const cells: Cell[] = [];
    for (let i = 0; i < this.cells.length; i += 1) {
      const cell = this.cells[i];
      const position = cell?.position ?? {
        sheet: this.sheet,
        row: this.row + 1,
        cell: `${columnLetters(i)}${this.row + 1}`,
      };
      cells.push(
        cell ? { ...cell, position: { sheet: this.sheet, ...position } } : { text: [], position },
      );
    }
    const position = { sheet: this.sheet, row: this.row + 1 };
    const texts = cells.map((cell) => plainText(cell.text));
    const header = this.header.next(texts);
    const only = cells.find((cell) => cell.text.length > 0 && !cell.mergedFrom);
    if (own === 1 && only && (wide || this.header.above) && !/\d{5}/.test(plainText(only.text))) {
      // A title over the table, or a heading across it.
      this.ready.push({
        kind: 'heading',
        level: this.header.above ? 2 : 3,
        text: only.text,
        position: only.position,
        ...(only.indent !== undefined && { indent: only.indent }),
      });
      return;
    }
    this.ready.push({ kind: 'row', header, cells, position });
  }
}
