import { isAreaCode } from '../canonical/area-codes.ts';
import { emergencyCodes } from '../canonical/short-codes.ts';
import { fieldKind } from '../context/columns.ts';
import { isOwnerKey, saysOnlyPurpose } from '../context/left-reading.ts';
import { Memory } from '../context/memory.ts';
import { mayHeadNumbers, namesColumns } from '../context/number-columns.ts';
import {
  isInside,
  isNumberUnderName,
  namedWithDigits,
  readRecord,
  type OpenRecord,
} from '../context/record-reading.ts';
import {
  columnsOfNumbers,
  isWholeNumber,
  headerName,
  kindOf,
  labelBeside,
  looksLikeHeader,
  noColumns,
  partOfRow,
  personBeside,
  readRowContext,
  rowParts,
} from '../context/row-reading.ts';
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
import { hiddenDialLinks } from './dial-links.ts';
import { joinExtensionColumn } from './extension-column.ts';
import type { Surroundings } from './evidence.ts';
import { hoursIn } from './hours.ts';
import { looksLikeUnit, ownerBelow } from '../context/names.ts';
import { endsInPhoneLabel, namesOther, namesTelephone } from './labels.ts';
import { buildListings } from './listing-builder.ts';
import type { Piece, PieceContext } from './piece.ts';
import { readNumbers } from './text-reader.ts';
import {
  positionInside,
  sliceRuns,
  struckRanges,
  windowCharacters,
  windowsOf,
} from './text-windows.ts';

/** How to read a source. */
export interface FindOptions {
  /** Area code of the source's city as dialled (`028`), for numbers that carry none and whose text names no other place. */
  readonly areaCode?: string;
  readonly country?: 'CN';
}

const runningText: Surroundings = {
  phoneField: false,
  otherField: false,
  numeric: false,
  cell: false,
};
const footerText = /版权所有|主办单位|承办单位|copyright|©|ICP备|网安备/iu;

/** Source code writes the end of a line as `\\n`; every unit keeps its place. */
function withLineEnds(text: string): string {
  return text.includes('\\n') ? text.replace(/\\r(?=\\n)/gu, '  ').replace(/\\n/gu, ' \n') : text;
}

/** How many blocks below a number may still tell its hours or, in the foot of a page, its owner. */
const blocksBelow = 4;
const mostHeld = 64;

function withHoursBelow(listing: Listing, below: string): Listing {
  if (listing.hours !== null) return listing;
  const text = below.slice(0, 120);
  if (
    !/^\([^()]{2,60}\)/u.test(text) &&
    !/^(?:办公|工作|服务|接听|咨询|受理|上班)[^:]{0,4}时间/u.test(text)
  )
    return listing;
  const hours = hoursIn(text);
  return hours === null ? listing : { ...listing, hours };
}

/**
 * Reads one document block by block and gives the listings in it. Memory stays bounded: it keeps the last lines,
 * the open records and the last listings only.
 */
export class ListingFinder {
  readonly #sourceAreaCode: string | null;
  readonly #memory = new Memory();
  #block = 0;
  /** The last listings in their order, while a block below may still tell hours or owner of the first of them. */
  #held: { readonly listing: Listing; readonly untilBlock: number }[] = [];
  #records: OpenRecord[] = [];
  #ownerAbove: (string | null)[] = [];
  #headerAbove: string[] = [];
  /** Columns of rows without a header in which a whole number stood before. */
  readonly #columnsSeen = new Set<number>();
  /** Lists of records whose field `number` is a telephone. */
  readonly #numberLists = new Set<string>();

  constructor(options: FindOptions = {}) {
    this.#sourceAreaCode =
      options.areaCode !== undefined && isAreaCode(options.areaCode) ? options.areaCode : null;
  }

  /** Reads the next block; a listing whose hours or owner may follow comes some blocks later. */
  push(block: Block): Listing[] {
    this.#block += 1;
    const listings = this.#read(block);
    if (this.#held.length > 0) this.#completeHeld(block);
    const ready: Listing[] = [];
    const last = listings.at(-1);
    for (const listing of listings) {
      const waits =
        block.kind === 'paragraph' &&
        ((listing === last && listing.hours === null) ||
          listing.owner === null ||
          listing.ownerFromLabel);
      this.#held.push({ listing, untilBlock: waits ? this.#block + blocksBelow : 0 });
    }
    while (this.#held.length > 0) {
      const first = this.#held[0];
      if (first === undefined || (first.untilBlock > this.#block && this.#held.length < mostHeld))
        break;
      ready.push(first.listing);
      this.#held.shift();
    }
    return ready;
  }

  /** Ends the document. */
  end(): Listing[] {
    return this.#held.splice(0).map(({ listing }) => listing);
  }

  /** Gives listings of the last blocks the hours or the owner that only the lines below them tell. */
  #completeHeld(block: Block): void {
    if (block.kind !== 'paragraph') return;
    const below = foldWidth(plainText(block.text).slice(0, 400)).trim();
    const owner = ownerBelow(below);
    this.#held = this.#held.map((one, index) => {
      let { listing } = one;
      if (one.untilBlock < this.#block) return one;
      if (index === this.#held.length - 1 && one.untilBlock === this.#block + blocksBelow - 1)
        listing = withHoursBelow(listing, below);
      if ((listing.owner === null || listing.ownerFromLabel) && owner !== null)
        listing = { ...listing, owner, ownerFromLabel: false };
      return { ...one, listing };
    });
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
    const folded = head + withLineEnds(foldWidth(raw));
    const found = readNumbers(folded, head.length, around, {
      lineAbove: () => (around.cell ? null : this.#memory.lineAbove([])),
      announced: (lines) => this.#memory.announcesNumbers(lines),
      hasSwitchboard: (context.switchboard ?? this.#memory.switchboard) !== null,
    });
    const piece: Piece = {
      folded,
      raw: ' '.repeat(head.length) + raw,
      from: head.length,
      struck: struckRanges(runs, head.length),
    };
    const full = this.#context(position, raw, context);
    const listings = found.length === 0 ? [] : buildListings(piece, found, full);
    if (dials) for (const one of hiddenDialLinks(runs, piece, listings, full)) listings.push(one);
    for (const listing of listings) this.#remember(listing);
    return listings;
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
      labelAbove: (lines) => this.#memory.labelAbove(lines),
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
    const keyed: (string | null)[] = [];
    for (const [index, cells] of rows.entries()) {
      const texts = cells.map((cell) => foldWidth(plainText(cell.text)).trim());
      const isHeader =
        index < headerRows ||
        looksLikeHeader(texts, cells, index) ||
        (index === 0 && rows.length > 2 && phoneColumns.size > 0 && namesColumns(texts));
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
        keyed,
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
      streamed: true,
    });
  }

  #readRow(
    header: readonly string[],
    cells: readonly Cell[],
    texts: readonly string[],
    ownersAbove: (string | null)[],
    how: {
      footer: boolean;
      numbered: number;
      phoneColumns: ReadonlySet<number>;
      streamed?: boolean;
      /** By column, the owner that a key to its left named further up (`招标人 | … | 代理机构 | …`). */
      keyed?: (string | null)[];
    },
  ): Listing[] {
    const kinds = texts.map((_, column) => {
      const kind = kindOf(header, column);
      // A column headed by an office (`党政办`) that holds nothing but numbers holds that office's numbers.
      return kind === 'owner' && how.phoneColumns.has(column) ? 'phone' : kind;
    });
    const heading = this.#memory.headingAbove();
    const parts = rowParts(header, kinds, cells, texts);
    let part = 0;
    let reading = readRowContext(
      partOfRow({ header, kinds, cells, texts }, parts, 0),
      ownersAbove,
      heading,
    );
    const listings: Listing[] = [];
    for (const [column, cell] of cells.entries()) {
      if (column === parts[part + 1]) {
        part += 1;
        reading = readRowContext(
          partOfRow({ header, kinds, cells, texts }, parts, part),
          ownersAbove,
          heading,
        );
      }
      const from = cell.mergedFrom;
      const text = texts[column] ?? '';
      // A merged cell is read once, where it stands.
      if (
        text === '' ||
        (from !== undefined && (from.column !== column || from.row !== how.numbered))
      )
        continue;
      const kind = kinds[column] ?? 'text';
      const name = headerName(header, column);
      const beside = labelBeside(texts, cells, column);
      if (kind === 'other' && beside === null && !/[- (]/u.test(text)) continue;
      if (
        how.keyed !== undefined &&
        column > 0 &&
        isOwnerKey((texts[column - 1] ?? '').replace(/[: ]+$/u, '')) &&
        !/\d{4}/u.test(text)
      )
        how.keyed[column] = text;
      const around: Surroundings = {
        phoneField:
          (kind === 'text' &&
            how.phoneColumns.has(column) &&
            mayHeadNumbers(name, () => this.#memory.announcesNumbers([]))) ||
          (how.streamed &&
            header.length === 0 &&
            reading.owner !== null &&
            (looksLikeUnit(reading.owner) || this.#columnsSeen.has(column)) &&
            isWholeNumber(text)) ||
          kind === 'phone' ||
          kind === 'extension' ||
          (beside !== null && (endsInPhoneLabel(beside) || saysOnlyPurpose(beside))),
        otherField:
          (kind === 'other' || kind === 'hours') && beside === null
            ? true
            : beside !== null && namesOther(beside),
        numeric: cell.numeric === true,
        cell: true,
      };
      const label = kind === 'phone' || kind === 'extension' ? name : beside;
      const keyed = beside === null ? undefined : how.keyed?.[column];
      const keyedOwner =
        keyed ?? (kind === 'phone' ? personBeside({ header, kinds, cells, texts }, column) : null);
      const prefix =
        beside !== null && kind !== 'phone' ? `${beside}:` : kind === 'extension' ? '分机 ' : null;
      for (const listing of this.#readRuns(cell.text, cell.position, around, prefix, {
        owner: reading.owner ?? keyedOwner,
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
        if (how.streamed === true && header.length === 0 && isWholeNumber(text))
          this.#columnsSeen.add(column);
      }
    }
    joinExtensionColumn(listings, kinds, texts);
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

  /** Tells whether the field `number` of a record under this path is a telephone: its list or its name says so, or that of a record beside it. */
  #listsNumbers(path: string, owner: string | null): boolean {
    const list = path.replace(/\[\d+\]$/u, '');
    if (listOfNumbers.test(list) || this.#numberLists.has(list)) return true;
    if (owner === null || !serviceName.test(owner)) return false;
    if (this.#numberLists.size < 256) this.#numberLists.add(list);
    return true;
  }

  #readRecord(block: RecordBlock): Listing[] {
    while (this.#records.length > 0 && !isInside(block.path, this.#records.at(-1)?.path ?? ''))
      this.#records.pop();
    const parent = this.#records.at(-1) ?? null;
    const reading = readRecord(block, parent);
    const { open, folded, label, service } = reading;
    if (this.#records.length < 64) this.#records.push(open);
    const unitNamed = open.owner !== null && looksLikeUnit(open.owner);
    const listings: Listing[] = [];
    for (const [index, field] of block.fields.entries()) {
      const name = folded[index]?.name ?? '';
      const kind = fieldKind(name);
      // An address or a time may be followed by a number that says so itself.
      if ((kind === 'other' || kind === 'hours') && !namesTelephone(folded[index]?.value ?? ''))
        continue;
      const phone =
        kind === 'phone' ||
        kind === 'extension' ||
        (/^(?:value|number|num|no|号码)$/iu.test(name) &&
          (label !== null || endsInPhoneLabel(name))) ||
        isNumberUnderName(folded, index) ||
        (kind === 'text' &&
          field.numeric !== true &&
          isWholeNumber(field.value) &&
          ((unitNamed && /^(?:[a-z]\d?|value|val|number|num|号码)$/iu.test(name)) ||
            (/^(?:number|num|号码)$/iu.test(name) && this.#listsNumbers(block.path, open.owner)) ||
            namedWithDigits(folded, index))) ||
        (unitNamed &&
          /^(?:number|num|号码)$/iu.test(name) &&
          emergencyCodes.has(field.value.trim()));
      const around: Surroundings = {
        phoneField: phone,
        otherField: kind === 'other' || kind === 'hours',
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
          owner: isNumberUnderName(folded, index) ? name : open.owner,
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

/** Names of members and lists that hold numbers to call (`hotlines`, `emergencyContacts`). */
const listOfNumbers = /hotline|phone|contact|(?:^|[._])tels?(?:$|[._[])|电话|热线|通讯录/iu;
const serviceName =
  /热线|专线|电话|客服|服务|咨询|投诉|举报|抢修|报修|急救|救援|报警|火警|查询|订票|供[水电气热暖]|燃气|公交|地铁|机场|铁路|公积金|社保/u;

function firstOf(listings: readonly Listing[]): { number: string; areaCode: string | null } | null {
  const first = listings.find(
    (listing) => listing.number !== null && listing.numberType === 'geographic',
  );
  return first?.number == null ? null : { number: first.number, areaCode: first.areaCode };
}
