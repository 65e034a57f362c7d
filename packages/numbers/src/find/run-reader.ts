import { isAreaCode } from '../canonical/area-codes.ts';
import { Memory } from '../context/memory.ts';
import { plainText, type Position, type TextRun } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { foldWidth, nextDigit } from './characters.ts';
import { hiddenDialLinks } from './dial-links.ts';
import type { Surroundings } from './evidence.ts';
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

/** Reads the numbers in runs of text with what the document said before, and remembers what it finds for what comes. */
export class RunReader {
  readonly memory = new Memory();
  /** Count of the blocks that were begun. */
  block = 0;
  readonly #sourceAreaCode: string | null;

  constructor(sourceAreaCode: string | undefined) {
    this.#sourceAreaCode =
      sourceAreaCode !== undefined && isAreaCode(sourceAreaCode) ? sourceAreaCode : null;
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
      for (const one of this.readRuns(sliceRuns(runs, from, to), placed, around, prefix, context))
        listings.push(one);
      if (!around.cell) this.memory.addText(text, this.block);
    }
    return listings;
  }

  /** Reads the runs of a paragraph, a heading or a cell; `prefix` is context that stands before them in folded form. */
  readRuns(
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
      lineAbove: () => (around.cell ? null : this.memory.lineAbove([])),
      announced: (lines) => this.memory.announcesNumbers(lines),
      hasSwitchboard: (context.switchboard ?? this.memory.switchboard) !== null,
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
      above: (lines) => this.memory.ownerAbove(lines, this.block),
      titleAbove: (lines) => this.memory.titleAbove(lines),
      labelAbove: (lines) => this.memory.labelAbove(lines),
      areaCodeBefore: this.memory.areaCodeBefore(this.block, 6),
      switchboard: this.memory.switchboard,
      heading: this.memory.headingAbove(),
      positionOf: (index) => positionInside(position, raw, index),
      ...over,
    };
  }

  #remember(listing: Listing): void {
    if (listing.number === null || listing.areaCode === null || listing.extension !== null) return;
    if (listing.numberType !== 'geographic') return;
    this.memory.rememberAreaCode(listing.areaCode, this.block);
    if (
      /总机|交换机|总台|switchboard/iu.test(
        `${listing.service ?? ''} ${listing.owner ?? ''} ${listing.note ?? ''} ${listing.context.before.slice(-12)}`,
      )
    ) {
      const known = this.memory.switchboard;
      if (known === null || known.block !== this.block) {
        this.memory.switchboard = {
          number: listing.number,
          areaCode: listing.areaCode,
          block: this.block,
        };
      }
    }
  }
}

/** Source code writes the end of a line as `\\n`; every unit keeps its place. */
function withLineEnds(text: string): string {
  return text.includes('\\n') ? text.replace(/\\r(?=\\n)/gu, '  ').replace(/\\n/gu, ' \n') : text;
}
