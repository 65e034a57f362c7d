import { isOwnerKey, saysOnlyPurpose } from '../context/left-reading.ts';
import { looksLikeUnit } from '../context/names.ts';
import { mayHeadNumbers, namesColumns } from '../context/number-columns.ts';
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
import { plainText, type Cell, type TableBlock } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { foldWidth } from './characters.ts';
import type { Surroundings } from './evidence.ts';
import { joinExtensionColumn } from './extension-column.ts';
import { endsInPhoneLabel, namesOther } from './labels.ts';
import type { RunReader } from './run-reader.ts';

/** Reads tables, whole or row by row: their headers, the owners of blank cells, and the numbers of each cell. */
export class TableReader {
  readonly #runs: RunReader;
  #ownerAbove: (string | null)[] = [];
  #headerAbove: string[] = [];
  /** Columns of rows without a header in which a whole number stood before. */
  readonly #columnsSeen = new Set<number>();

  constructor(runs: RunReader) {
    this.#runs = runs;
  }

  /** Reads a whole table. */
  readTable(block: TableBlock): Listing[] {
    const { rows } = block;
    const headerRows = block.headerRows ?? 0;
    const caption = block.caption ?? null;
    const footer = block.footer === true;
    const listings: Listing[] = [];
    if (caption !== null && caption !== '')
      this.#runs.memory.addText(caption, this.#runs.block, true);
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
          this.#runs.memory.addText([...whole][0] ?? '', this.#runs.block, true);
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

  /** Reads the next row of a streamed table. */
  readRow(header: readonly string[] | null, cells: readonly Cell[]): Listing[] {
    const folded = header === null ? null : header.map((name) => foldWidth(name).trim());
    const texts = cells.map((cell) => foldWidth(plainText(cell.text)).trim());
    if (folded === null && looksLikeHeader(texts, cells, 0)) {
      this.#headerAbove = texts;
      this.#runs.memory.addLine(
        texts.filter((text) => text !== '').join(' '),
        this.#runs.block,
        false,
      );
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
    const heading = this.#runs.memory.headingAbove();
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
            mayHeadNumbers(name, () => this.#runs.memory.announcesNumbers([]))) ||
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
      for (const listing of this.#runs.readRuns(cell.text, cell.position, around, prefix, {
        owner: reading.owner ?? keyedOwner,
        service: kind === 'service' ? null : reading.service,
        label,
        hours: reading.hours,
        areaCode: reading.areaCode,
        placeAreaCode: reading.placeAreaCode,
        cell: true,
        footer: how.footer,
        switchboard: this.#runs.memory.switchboard ?? firstOf(listings),
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
      this.#runs.memory.addLine(line, this.#runs.block, false);
    } else if (filled.length === 1)
      this.#runs.memory.addLine(filled[0] ?? '', this.#runs.block, false);
    return listings;
  }
}

function firstOf(listings: readonly Listing[]): { number: string; areaCode: string | null } | null {
  const first = listings.find(
    (listing) => listing.number !== null && listing.numberType === 'geographic',
  );
  return first?.number == null ? null : { number: first.number, areaCode: first.areaCode };
}
