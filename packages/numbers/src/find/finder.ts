import {
  plainText,
  type Block,
  type HeadingBlock,
  type ParagraphBlock,
} from '../document/block.ts';
import type { Listing } from '../listing.ts';
import type { Surroundings } from './evidence.ts';
import { HeldListings } from './held-listings.ts';
import { RecordReader } from './record-reader.ts';
import { RunReader } from './run-reader.ts';
import { TableReader } from './table-reader.ts';
import { windowCharacters } from './text-windows.ts';

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
/** Blocks below a switchboard after which a heading begins another matter. */
const switchboardReach = 40;

/**
 * Reads one document block by block and gives the listings in it. Memory stays bounded: it keeps the last lines,
 * the open records and the last listings only.
 */
export class ListingFinder {
  readonly #runs: RunReader;
  readonly #tables: TableReader;
  readonly #records: RecordReader;
  readonly #held = new HeldListings();

  constructor(options: FindOptions = {}) {
    this.#runs = new RunReader(options.areaCode);
    this.#tables = new TableReader(this.#runs);
    this.#records = new RecordReader(this.#runs);
  }

  /** Reads the next block; a listing whose hours or owner may follow comes some blocks later. */
  push(block: Block): Listing[] {
    this.#runs.block += 1;
    return this.#held.take(this.#read(block), block, this.#runs.block);
  }

  /** Ends the document. */
  end(): Listing[] {
    return this.#held.rest();
  }

  #read(block: Block): Listing[] {
    switch (block.kind) {
      case 'heading':
        return this.#readHeading(block);
      case 'paragraph':
        return this.#readParagraph(block);
      case 'table':
        return this.#tables.readTable(block);
      case 'row':
        return this.#tables.readRow(block.header, block.cells);
      case 'record':
        return this.#records.readRecord(block);
    }
  }

  #readHeading(block: HeadingBlock): Listing[] {
    const { memory, block: count } = this.#runs;
    const listings = this.#runs.readRuns(block.text, block.position, runningText, null, {});
    memory.addText(plainText(block.text), count, true);
    if (memory.switchboard !== null && count - memory.switchboard.block > switchboardReach)
      memory.switchboard = null;
    return listings;
  }

  #readParagraph(block: ParagraphBlock): Listing[] {
    const text = plainText(block.text);
    const footer = block.footer === true || (text.length < 400 && footerText.test(text));
    const listings = this.#runs.readRuns(block.text, block.position, runningText, null, { footer });
    if (text.length <= windowCharacters) this.#runs.memory.addText(text, this.#runs.block);
    return listings;
  }
}
