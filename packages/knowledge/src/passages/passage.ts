/** A piece of a document that can be found, quoted and cited. */
export interface Passage {
  /** The headings above it, the title first: `['工伤保险条例', '第三章', '第十四条']`. */
  readonly headings: readonly string[];
  /** Where it stands in the text of the document, in UTF-16 units; `to` is after it. */
  readonly from: number;
  readonly to: number;
  /** Exactly what stands there. */
  readonly text: string;
}

/** More characters than these are cut, between items, then sentences, then anywhere. */
export const MOST_CHARACTERS = 600;
