import { areaCodeOfCity, findPlaces } from '../canonical/places.ts';
import { isAreaCode } from '../canonical/area-codes.ts';
import { fieldKind, type FieldKind } from '../context/columns.ts';
import { isOwnerKey, saysOnlyPurpose } from '../context/left-reading.ts';
import { Memory } from '../context/memory.ts';
import { isGenericTitle, looksLikeUnit, stripOrdinal } from '../context/names.ts';
import {
  plainText,
  type Block,
  type Cell,
  type ParagraphBlock,
  type Position,
  type RecordBlock,
  type TextRun,
} from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { foldWidth, nextDigit } from './characters.ts';
import type { Surroundings } from './evidence.ts';
import { hoursIn } from './hours.ts';
import { isDateLike } from './refuse.ts';
import { endsInPhoneLabel, namesOther } from './labels.ts';
import { buildListings, type Piece, type PieceContext } from './listing-builder.ts';
import { readNumbers } from './text-reader.ts';

/** How to read a source. */
export interface FindOptions {
  /** Area code of the source's city as dialled (`028`), for numbers that carry none and whose text names no other place. */
  readonly areaCode?: string;
  readonly country?: 'CN';
}

/** Longer text is read in windows of this many characters, cut at a line end or a full stop. */
const windowCharacters = 24_000;
const runningText: Surroundings = {
  phoneField: false,
  otherField: false,
  numeric: false,
  cell: false,
};
const footerText = /版权所有|主办单位|承办单位|copyright|©|ICP备|网安备/iu;

/** What a row says about the numbers in one of its cells. */
interface RowReading {
  readonly owner: string | null;
  readonly service: string | null;
  readonly hours: string | null;
  readonly areaCode: string | null;
  readonly placeAreaCode: string | null;
}

interface OpenRecord {
  readonly path: string;
  readonly owner: string | null;
  readonly placeAreaCode: string | null;
  readonly hours: string | null;
}

/**
 * Reads one document block by block and gives the listings in it. Memory stays bounded: it keeps the last lines,
 * the open records and the last listings only.
 */
export class ListingFinder {
  readonly #sourceAreaCode: string | null;
  readonly #memory = new Memory();
  #block = 0;
  /** The listing at the end of the last block, while the next block may still tell its hours. */
  #held: Listing | null = null;
  #records: OpenRecord[] = [];
  #ownerAbove: (string | null)[] = [];
  #headerAbove: string[] = [];

  constructor(options: FindOptions = {}) {
    this.#sourceAreaCode =
      options.areaCode !== undefined && isAreaCode(options.areaCode) ? options.areaCode : null;
  }

  /** Reads the next block; a listing whose hours may follow comes with the block after. */
  push(block: Block): Listing[] {
    this.#block += 1;
    const listings = this.#read(block);
    const ready: Listing[] = [];
    if (this.#held !== null) {
      ready.push(this.#withHoursBelow(this.#held, block));
      this.#held = null;
    }
    const last = listings.at(-1);
    if (last !== undefined && last.hours === null && block.kind === 'paragraph') {
      this.#held = last;
      listings.pop();
    }
    for (const listing of listings) ready.push(listing);
    return ready;
  }

  /** Ends the document. */
  end(): Listing[] {
    const held = this.#held;
    this.#held = null;
    return held === null ? [] : [held];
  }

  #withHoursBelow(listing: Listing, block: Block): Listing {
    if (block.kind !== 'paragraph') return listing;
    const text = foldWidth(plainText(block.text).slice(0, 120)).trim();
    if (
      !/^\([^()]{2,60}\)/u.test(text) &&
      !/^(?:办公|工作|服务|接听|咨询|受理|上班)[^:]{0,4}时间/u.test(text)
    )
      return listing;
    const hours = hoursIn(text);
    return hours === null ? listing : { ...listing, hours };
  }

  #read(block: Block): Listing[] {
    switch (block.kind) {
      case 'heading': {
        const text = plainText(block.text);
        const listings = this.#readRuns(block.text, block.position, runningText, null, {});
        this.#memory.addText(text, this.#block, true);
        if (this.#memory.switchboard !== null && this.#block - this.#memory.switchboard.block > 40)
          this.#memory.switchboard = null;
        return listings;
      }
      case 'paragraph':
        return this.#readParagraph(block);
      case 'table':
        return this.#readTable(
          block.rows,
          block.headerRows ?? 0,
          block.caption ?? null,
          block.footer === true,
        );
      case 'row':
        return this.#readStreamedRow(block.header, block.cells);
      case 'record':
        return this.#readRecord(block);
    }
  }

  #readParagraph(block: ParagraphBlock): Listing[] {
    const text = plainText(block.text);
    const footer = block.footer === true || (text.length < 400 && footerText.test(text));
    const listings = this.#readRuns(block.text, block.position, runningText, null, { footer });
    if (text.length <= windowCharacters) this.#memory.addText(text, this.#block);
    return listings;
  }

  /** Reads text of any length in windows, so that memory and time stay in proportion. */
  #readWindows(
    runs: readonly TextRun[],
    raw: string,
    position: Position,
    around: Surroundings,
    prefix: string | null,
    context: Partial<PieceContext>,
  ): Listing[] {
    const listings: Listing[] = [];
    for (const [from, to] of windowsOf(raw)) {
      const text = raw.slice(from, to);
      const placed = positionInside(position, raw, from);
      for (const one of this.#readRuns(sliceRuns(runs, from, to), placed, around, prefix, context))
        listings.push(one);
      if (!around.cell) this.#memory.addText(text, this.#block);
    }
    return listings;
  }

  /** Reads the runs of a paragraph, a heading or a cell; `prefix` is context that stands before them in folded form. */
  #readRuns(
    runs: readonly TextRun[],
    position: Position,
    around: Surroundings,
    prefix: string | null,
    context: Partial<PieceContext>,
  ): Listing[] {
    const raw = plainText(runs);
    const dials = runs.some((run) => run.href !== undefined && /^tel:/iu.test(run.href));
    if (nextDigit(raw, 0) < 0 && !dials) return [];
    if (raw.length > windowCharacters)
      return this.#readWindows(runs, raw, position, around, prefix, context);
    const head = prefix ?? '';
    const folded = head + foldWidth(raw);
    const found = readNumbers(folded, head.length, around, {
      lineAbove: () => (around.cell ? null : this.#memory.lineAbove([])),
      announced: (lines) => this.#memory.announcesNumbers(lines),
      hasSwitchboard: this.#memory.switchboard !== null,
    });
    const piece: Piece = {
      folded,
      raw: ' '.repeat(head.length) + raw,
      from: head.length,
      struck: struckRanges(runs, head.length),
    };
    const full = this.#context(position, raw, context);
    const listings = found.length === 0 ? [] : buildListings(piece, found, full);
    if (dials) this.#addDialLinks(runs, piece, listings, full);
    for (const listing of listings) this.#remember(listing);
    return listings;
  }

  #addDialLinks(
    runs: readonly TextRun[],
    piece: Piece,
    listings: Listing[],
    context: PieceContext,
  ): void {
    for (const run of runs) {
      if (run.href === undefined || !/^tel:/iu.test(run.href)) continue;
      const dialled = foldWidth(run.href.slice(4).replace(/%20|%2D/giu, ' ')).trim();
      const digits = dialled.replace(/\D/gu, '');
      if (digits.length < 3) continue;
      const shown = listings.some((listing) => {
        const own =
          `${listing.number ?? ''}${listing.extension ?? ''}`.replace(/\D/gu, '') ||
          listing.raw.replace(/\D/gu, '');
        return (
          own.endsWith(digits.replace(/^(?:\+?86|0)/u, '')) ||
          digits.endsWith(own.replace(/^86/u, ''))
        );
      });
      if (shown) continue;
      const label = piece.folded.replace(/\n/gu, ' ').slice(-60);
      const text = `${label} 电话:${dialled}`;
      const found = readNumbers(
        text,
        text.length - dialled.length,
        { ...runningText, phoneField: true, cell: true },
        {
          lineAbove: () => null,
          announced: () => true,
          hasSwitchboard: false,
        },
      );
      const linked: Piece = {
        folded: text,
        raw: text,
        from: text.length - dialled.length,
        struck: [],
      };
      for (const listing of buildListings(linked, found, context)) listings.push(listing);
    }
  }

  #context(position: Position, raw: string, over: Partial<PieceContext>): PieceContext {
    return {
      owner: null,
      service: null,
      label: null,
      hours: null,
      areaCode: null,
      sourceAreaCode: this.#sourceAreaCode,
      cell: false,
      footer: false,
      placeAreaCode: null,
      above: (lines) => this.#memory.ownerAbove(lines, this.#block),
      titleAbove: (lines) => this.#memory.titleAbove(lines),
      areaCodeBefore: this.#memory.areaCodeBefore(this.#block, 6),
      switchboard: this.#memory.switchboard,
      heading: this.#memory.headingAbove(),
      positionOf: (index) => positionInside(position, raw, index),
      ...over,
    };
  }

  #remember(listing: Listing): void {
    if (listing.number === null || listing.areaCode === null || listing.extension !== null) return;
    if (listing.numberType !== 'geographic') return;
    this.#memory.rememberAreaCode(listing.areaCode, this.#block);
    if (
      /总机|交换机|总台|switchboard/iu.test(
        `${listing.service ?? ''} ${listing.owner ?? ''} ${listing.note ?? ''} ${listing.context.before.slice(-12)}`,
      )
    ) {
      const known = this.#memory.switchboard;
      if (known === null || known.block !== this.#block) {
        this.#memory.switchboard = {
          number: listing.number,
          areaCode: listing.areaCode,
          block: this.#block,
        };
      }
    }
  }

  #readTable(
    rows: readonly (readonly Cell[])[],
    headerRows: number,
    caption: string | null,
    footer: boolean,
  ): Listing[] {
    const listings: Listing[] = [];
    if (caption !== null && caption !== '') this.#memory.addText(caption, this.#block, true);
    const header: string[] = [];
    const phoneColumns = columnsOfNumbers(rows);
    let ownersAbove: (string | null)[] = [];
    for (const [index, cells] of rows.entries()) {
      const texts = cells.map((cell) => foldWidth(plainText(cell.text)).trim());
      const isHeader = index < headerRows || looksLikeHeader(texts, cells, index);
      if (isHeader) {
        const whole = new Set(texts.filter((text) => text !== ''));
        if (whole.size === 1 && texts.length > 1) {
          // One cell across the whole table is a title of what follows.
          this.#memory.addText([...whole][0] ?? '', this.#block, true);
          ownersAbove = [];
          continue;
        }
        texts.forEach((text, column) => {
          const upper = header[column] ?? '';
          header[column] =
            index < headerRows && upper !== '' && upper !== text ? `${upper} ${text}` : text;
        });
        continue;
      }
      for (const listing of this.#readRow(header, cells, texts, ownersAbove, {
        footer,
        numbered: index,
        phoneColumns,
      }))
        listings.push(listing);
    }
    return listings;
  }

  #readStreamedRow(header: readonly string[] | null, cells: readonly Cell[]): Listing[] {
    const folded = header === null ? null : header.map((name) => foldWidth(name).trim());
    const texts = cells.map((cell) => foldWidth(plainText(cell.text)).trim());
    if (folded === null && looksLikeHeader(texts, cells, 0)) {
      this.#headerAbove = texts;
      this.#memory.addLine(texts.filter((text) => text !== '').join(' '), this.#block, false);
      return [];
    }
    if (
      folded !== null &&
      (this.#headerAbove.length !== folded.length ||
        this.#headerAbove.some((name, i) => name !== folded[i]))
    ) {
      this.#headerAbove = folded;
      this.#ownerAbove = [];
    }
    return this.#readRow(folded ?? this.#headerAbove, cells, texts, this.#ownerAbove, {
      footer: false,
      numbered: 0,
      phoneColumns: noColumns,
    });
  }

  #readRow(
    header: readonly string[],
    cells: readonly Cell[],
    texts: readonly string[],
    ownersAbove: (string | null)[],
    how: { footer: boolean; numbered: number; phoneColumns: ReadonlySet<number> },
  ): Listing[] {
    const kinds = texts.map((_, column) => kindOf(header, column));
    const reading = this.#readRowContext(header, kinds, cells, texts, ownersAbove);
    const listings: Listing[] = [];
    for (const [column, cell] of cells.entries()) {
      const from = cell.mergedFrom;
      const text = texts[column] ?? '';
      // A merged cell is read once, where it stands.
      if (
        text === '' ||
        (from !== undefined && !(from.column === column && from.row === how.numbered))
      ) {
        if (text === '' || from !== undefined) continue;
      }
      const kind = kinds[column] ?? 'text';
      const name = headerName(header, column);
      const beside = labelBeside(texts, cells, column);
      if (kind === 'other' && beside === null && !/[- (]/u.test(text)) continue;
      const around: Surroundings = {
        phoneField:
          (kind === 'text' && how.phoneColumns.has(column)) ||
          kind === 'phone' ||
          kind === 'extension' ||
          (beside !== null && endsInPhoneLabel(beside)),
        otherField:
          (kind === 'other' || kind === 'hours') && beside === null
            ? true
            : beside !== null && namesOther(beside),
        numeric: cell.numeric === true,
        cell: true,
      };
      const label = kind === 'phone' || kind === 'extension' ? name : beside;
      const prefix =
        beside !== null && kind !== 'phone' ? `${beside}:` : kind === 'extension' ? '分机 ' : null;
      for (const listing of this.#readRuns(cell.text, cell.position, around, prefix, {
        owner: reading.owner,
        service: kind === 'service' ? null : reading.service,
        label,
        hours: reading.hours,
        areaCode: reading.areaCode,
        placeAreaCode: reading.placeAreaCode,
        cell: true,
        footer: how.footer,
        switchboard: this.#memory.switchboard ?? firstOf(listings),
      })) {
        listings.push(listing);
      }
    }
    const filled = texts.filter(
      (text, column) => text !== '' && cells[column]?.mergedFrom === undefined,
    );
    if (
      filled.length >= 2 &&
      filled.length <= 6 &&
      filled.length % 2 === 0 &&
      header.length === 0
    ) {
      let line = '';
      for (let pair = 0; pair < filled.length; pair += 2) {
        line += `${(filled[pair] ?? '').slice(0, 20).replace(/[:]$/u, '')}:${filled[pair + 1] ?? ''}  `;
      }
      this.#memory.addLine(line, this.#block, false);
    } else if (filled.length === 1) this.#memory.addLine(filled[0] ?? '', this.#block, false);
    return listings;
  }

  #readRowContext(
    header: readonly string[],
    kinds: readonly FieldKind[],
    cells: readonly Cell[],
    texts: readonly string[],
    ownersAbove: (string | null)[],
  ): RowReading {
    const owners: string[] = [];
    const services: string[] = [];
    let hours: string | null = null;
    let areaCode: string | null = null;
    let place: string | null = null;
    let placeText = '';
    let filledFromAbove = false;
    for (const [column, text] of texts.entries()) {
      switch (kinds[column]) {
        case 'owner': {
          let name: string | null = text;
          if (text === '' || /^(?:同上|〃|″|")$/u.test(text)) {
            name = filledFromAbove || owners.length === 0 ? (ownersAbove[column] ?? null) : null;
          } else {
            if (ownersAbove[column] !== text) ownersAbove.fill(null, column);
            ownersAbove[column] = text;
          }
          if (name !== null && name !== '') {
            if (!owners.some((owner) => owner.includes(name))) owners.push(name);
            if (text === '') filledFromAbove = true;
          }
          break;
        }
        case 'service':
          if (text !== '' && text.length <= 80) services.push(text);
          break;
        case 'hours':
          hours ??= text === '' ? null : (hoursIn(text) ?? (text.length <= 40 ? text : null));
          break;
        case 'area_code':
          if (isAreaCode(text)) areaCode = text;
          else if (isAreaCode(`0${text}`)) areaCode = `0${text}`;
          break;
        case 'place':
          placeText += `${text} `;
          place = areaCodeOfCity(text) ?? place;
          break;
        case 'text':
          hours ??=
            text.length <= 80 &&
            text !== '' &&
            (headerName(header, column) === '' ||
              /备注|说明|note/iu.test(headerName(header, column)))
              ? hoursIn(text)
              : null;
          break;
        default:
      }
    }
    if (place === null && placeText !== '') place = findPlaces(placeText).at(-1)?.areaCode ?? null;
    if (owners.length === 0) {
      const name = nameInRow(kinds, cells, texts);
      if (name !== null) {
        owners.push(name);
        ownersAbove[0] = name;
      } else if (
        header.length > 0 &&
        (texts[0] ?? '') === '' &&
        ownersAbove[0] != null &&
        kinds[0] !== 'phone'
      )
        owners.push(ownersAbove[0]);
    }
    let owner: string | null = owners.length === 0 ? null : owners.join(' ');
    if (owner === null && services.length > 0) owner = null;
    if (owner !== null) {
      const heading = stripOrdinal(this.#memory.headingAbove()).replace(/[: ]+$/u, '');
      const places =
        heading.length >= 2 &&
        heading.length <= 12 &&
        (/(?:[省市区县镇乡州盟旗岛]|本级|街道|新区|开发区)$/u.test(heading) ||
          looksLikeUnit(heading));
      if (places && !isGenericTitle(heading) && !owner.includes(heading.slice(0, 3)))
        owner = `${heading} ${owner}`;
    }
    return {
      owner,
      service: services.length === 0 ? null : services.join(' '),
      hours,
      areaCode,
      placeAreaCode: place,
    };
  }

  #readRecord(block: RecordBlock): Listing[] {
    while (this.#records.length > 0 && !isInside(block.path, this.#records.at(-1)?.path ?? ''))
      this.#records.pop();
    const folded = block.fields.map((field) => ({
      name: foldWidth(field.name).trim(),
      value: foldWidth(field.value).trim(),
    }));
    const parent = this.#records.at(-1) ?? null;
    let owner: string | null = null;
    let hours: string | null = null;
    let label: string | null = null;
    let service: string | null = null;
    let place: string | null = null;
    for (const { name, value } of folded) {
      if (value === '' || value.length > 300) continue;
      const kind = fieldKind(name);
      if (kind === 'owner' || isOwnerKey(name) || /^(?:key|label|名字|text)$/iu.test(name)) {
        const written = hoursIn(value);
        if (written !== null && value.length - written.length <= 4) hours ??= written;
        else if (endsInPhoneLabel(value) && value.length <= 8 && saysOnlyPurpose(value))
          label ??= value;
        else owner ??= value;
      } else if (kind === 'hours') hours ??= hoursIn(value);
      else if (kind === 'service') service ??= value.length <= 80 ? value : null;
      else if (kind === 'place') place = areaCodeOfCity(value) ?? place;
      else if (kind === 'text') hours ??= hoursIn(value);
    }
    const path = parentName(block.path);
    owner ??= parent?.owner ?? (path !== null && looksLikeUnit(path) ? path : null);
    const open: OpenRecord = {
      path: block.path,
      owner,
      placeAreaCode: place ?? parent?.placeAreaCode ?? null,
      hours: hours ?? parent?.hours ?? null,
    };
    if (this.#records.length < 64) this.#records.push(open);
    const listings: Listing[] = [];
    for (const [index, field] of block.fields.entries()) {
      const name = folded[index]?.name ?? '';
      const kind = fieldKind(name);
      if (kind === 'other' || kind === 'hours') continue;
      const phone =
        kind === 'phone' ||
        kind === 'extension' ||
        (/^(?:value|number|num|no|号码)$/iu.test(name) &&
          (label !== null || endsInPhoneLabel(name)));
      const around: Surroundings = {
        phoneField: phone,
        otherField: false,
        numeric: field.numeric === true,
        cell: true,
      };
      const written = phone && /\p{Script=Han}/u.test(name) ? name : null;
      for (const listing of this.#readRuns(
        [{ text: field.value }],
        { ...block.position, path: `${block.path}.${field.name}` },
        around,
        null,
        {
          owner: open.owner,
          service,
          label: label ?? written,
          hours: open.hours,
          placeAreaCode: open.placeAreaCode,
          cell: true,
        },
      )) {
        listings.push(listing);
      }
    }
    return listings;
  }
}

function firstOf(listings: readonly Listing[]): { number: string; areaCode: string | null } | null {
  const first = listings.find(
    (listing) => listing.number !== null && listing.numberType === 'geographic',
  );
  return first?.number == null ? null : { number: first.number, areaCode: first.areaCode };
}

function isInside(path: string, outer: string): boolean {
  return (
    path.startsWith(outer) && path.length > outer.length && /^[.[]/u.test(path.slice(outer.length))
  );
}

/** Name of the member that holds a record (`$.offices["市财政局"]` → `市财政局`), or null for a place in a list. */
function parentName(path: string): string | null {
  const match = /(?:\.([^.[\]]+)|\["((?:[^"\\]|\\.)*)"\])(?:\[\d+\])?$/u.exec(path);
  return match === null ? null : (match[1] ?? match[2] ?? null);
}

function headerName(header: readonly string[], column: number): string {
  return header[column] ?? '';
}

/** Kind of a column; columns beyond the header continue a last column of numbers (unquoted commas). */
function kindOf(header: readonly string[], column: number): FieldKind {
  if (column < header.length) return fieldKind(header[column] ?? '');
  const last = header.at(-1);
  return last !== undefined && fieldKind(last) === 'phone' ? 'phone' : 'text';
}

const noColumns: ReadonlySet<number> = new Set();
const wholeNumber =
  /^(?:\(?0\d{2,3}\)?[- ]?)?(?:[2-8]\d{6,7}|1[3-9]\d{9}|12[0-9]{3}|9[56]\d{3,4}|[48]00-?\d{3,4}-?\d{3,4})(?:[,、;/ ].*)?$/u;

/** Columns without a telling header most of whose cells are nothing but telephone numbers. */
function columnsOfNumbers(rows: readonly (readonly Cell[])[]): ReadonlySet<number> {
  const filled: number[] = [];
  const numbers: number[] = [];
  for (const cells of rows.slice(0, 200)) {
    for (const [column, cell] of cells.entries()) {
      const text = foldWidth(plainText(cell.text)).trim();
      if (!/\d/u.test(text) || cell.mergedFrom !== undefined) continue;
      filled[column] = (filled[column] ?? 0) + 1;
      if (wholeNumber.test(text) && !isDateLike(text)) numbers[column] = (numbers[column] ?? 0) + 1;
    }
  }
  const columns = new Set<number>();
  for (const [column, count] of numbers.entries()) {
    if (count !== undefined && count >= 2 && count / (filled[column] ?? count) >= 0.6)
      columns.add(column);
  }
  return columns;
}

function looksLikeHeader(texts: readonly string[], cells: readonly Cell[], index: number): boolean {
  const filled = texts.filter((text) => text !== '');
  if (filled.length === 0 || texts.some((text) => /\d{3}/u.test(text) || text.length > 40))
    return false;
  const distinct = new Set(filled);
  if (
    distinct.size === 1 &&
    texts.length > 1 &&
    cells.some((cell) => cell.mergedFrom !== undefined)
  )
    return true;
  if (filled.length < 2) return false;
  if (filled.some((text) => /[:]$/u.test(text))) return false;
  const named = filled.filter((text) => text.length <= 20 && fieldKind(text) !== 'text');
  const phones = filled.filter((text) => text.length <= 20 && fieldKind(text) === 'phone');
  return (
    phones.length > 0 &&
    named.length >= 2 &&
    named.length * 2 >= filled.length &&
    (index < 3 || named.length === filled.length)
  );
}

/** The label in the cell to the left (`联系电话：`), when that is what the cell is. */
function labelBeside(
  texts: readonly string[],
  cells: readonly Cell[],
  column: number,
): string | null {
  for (let left = column - 1; left >= 0; left -= 1) {
    const text = texts[left] ?? '';
    if (text === '') continue;
    const from = cells[left]?.mergedFrom;
    if (from !== undefined && from.column !== left && from.column !== left) continue;
    if (text.length > 30 || /\d{5}/u.test(text)) return null;
    const bare = text.replace(/[: ]+$/u, '');
    if (/[:]$/u.test(text) || endsInPhoneLabel(bare) || namesOther(bare)) return bare;
    return null;
  }
  return null;
}

/** The cell of a row that names whose numbers it holds, when no column is headed as owner. */
function nameInRow(
  kinds: readonly FieldKind[],
  cells: readonly Cell[],
  texts: readonly string[],
): string | null {
  let best: string | null = null;
  for (const [column, text] of texts.entries()) {
    const kind = kinds[column];
    if (kind === 'phone' || kind === 'extension') {
      if (best !== null) break;
      continue;
    }
    if (kind !== 'text' || text === '' || text.length > 40 || /\d{4}/u.test(text)) continue;
    if (
      !/[\p{Script=Han}A-Za-z]{2}/u.test(text) ||
      /[:]$/u.test(text) ||
      endsInPhoneLabel(text) ||
      namesOther(text)
    )
      continue;
    if (cells[column] === undefined) continue;
    if (looksLikeUnit(text) || best === null)
      best = best !== null && looksLikeUnit(best) ? `${best} ${text}` : text;
  }
  return best;
}

function sliceRuns(runs: readonly TextRun[], from: number, to: number): TextRun[] {
  const slices: TextRun[] = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += run.text.length;
    if (text !== '') slices.push({ ...run, text });
  }
  return slices;
}

function struckRanges(runs: readonly TextRun[], offset: number): [number, number][] {
  const ranges: [number, number][] = [];
  let at = offset;
  for (const run of runs) {
    if (run.struck === true) ranges.push([at, at + run.text.length]);
    at += run.text.length;
  }
  return ranges;
}

function positionInside(position: Position, text: string, index: number): Position {
  if (index === 0 || position.line === undefined) return position;
  let line = position.line;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < index; end = text.indexOf('\n', end + 1)) {
    line += 1;
    start = end + 1;
  }
  const { offset: _offset, ...rest } = position;
  return {
    ...rest,
    line,
    column: line === position.line ? (position.column ?? 1) + index : index - start + 1,
  };
}

function* windowsOf(text: string): Generator<[number, number]> {
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + windowCharacters);
    if (to < text.length) {
      const tail = text.slice(to - 2000, to);
      const cut = Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('。'), tail.lastIndexOf('；'));
      const blank = cut >= 0 ? cut : tail.search(/[^\d\s\-()转][^\d\-()转]*$/u);
      if (blank > 0) to = to - 2000 + blank + 1;
    }
    yield [from, to];
    from = to;
  }
}
