/** A cell of a table as an office wrote it. */
export interface OfficeCell {
  /** With the blanks in front, which may be an indentation. */
  readonly text: string;
  /** Levels of indentation by the style of the cell, 0 where there is none. */
  readonly indent: number;
  /** The cell is covered by a merged one to its left or above it, whose text it repeats. */
  readonly merged: 'left' | 'above' | null;
}

/** Where a row stands: the sheet, where the document has sheets, and the row, counted from 1. */
export interface OfficePlace {
  readonly sheet: string | null;
  readonly row: number;
}

export interface OfficeRow {
  readonly place: OfficePlace;
  readonly cells: readonly OfficeCell[];
}

/** To which department one of a table belongs. */
export type WrittenParent =
  /** The table says that there is none. */
  | { readonly kind: 'top' }
  /** The table does not say: the outermost of an outline, or a list of names. */
  | { readonly kind: 'unsaid' }
  /** Another one of the table, by its place in the list. */
  | { readonly kind: 'entry'; readonly index: number }
  | { readonly kind: 'named'; readonly name: string; readonly code: string | null };

/** A department as a table has it. */
export interface DepartmentEntry {
  readonly place: OfficePlace;
  readonly name: string;
  /** Our own number of the department, from a table that was exported here. */
  readonly id: string | null;
  readonly code: string | null;
  readonly areaCode: string | null;
  readonly parent: WrittenParent;
  /** False for one that is only named above others, in a row of theirs. */
  readonly stated: boolean;
}

/** Columns whose cells a department leaves alone when the table has no such column. */
export interface DepartmentTable {
  readonly entries: readonly DepartmentEntry[];
  readonly hasCodes: boolean;
  readonly hasAreaCodes: boolean;
}

/** A table, or why there is none in it. */
export type ReadDepartmentTable = DepartmentTable | { readonly refused: 'empty' | 'no_columns' };
