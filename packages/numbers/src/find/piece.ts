import type { Position } from '../document/block.ts';

/** What a cell's row and column, a record's fields or the lines above say about the numbers in a piece of text. */
export interface PieceContext {
  readonly owner: string | null;
  readonly service: string | null;
  /** Column header or field name. */
  readonly label: string | null;
  readonly hours: string | null;
  readonly areaCode: string | null;
  /** The source's own area code. */
  readonly sourceAreaCode: string | null;
  readonly cell: boolean;
  readonly footer: boolean;
  /** Words that place the owner (`湖北省 襄阳市`), for the check of the area code. */
  readonly placeAreaCode: string | null;
  /** What earlier lines say; asked only when the line itself does not name the owner. */
  readonly above: (lines: readonly string[]) => {
    owner: string | null;
    topic: string | null;
    hours: string | null;
  };
  /** The title directly above a number that stands alone on its line. */
  readonly titleAbove: (lines: readonly string[]) => string | null;
  /** The label that is all of the line above such a number (`投诉电话`). */
  readonly labelAbove: (lines: readonly string[]) => string | null;
  readonly areaCodeBefore: string | null;
  readonly switchboard: { readonly number: string; readonly areaCode: string | null } | null;
  readonly heading: string;
  readonly positionOf: (index: number) => Position;
}

/** A piece of text as the builder needs it: folded and as written, with struck stretches. */
export interface Piece {
  readonly folded: string;
  readonly raw: string;
  /** Digits and words before this index are context, not of this cell. */
  readonly from: number;
  readonly struck: readonly (readonly [number, number])[];
}
