/** What a document may cost; beyond it the reader refuses instead of falling over. */
export interface ReadingLimits {
  /** Documents that must be held whole in memory (pdf, json, yaml, docx parts), bytes. */
  readonly wholeBytes: number;
  /** Entries of a zip. */
  readonly zipEntries: number;
  /** Bytes that a zip may inflate to in all. */
  readonly zipInflatedBytes: number;
  /** Inflated to stored bytes of one entry; deflate itself reaches 1,032, office documents stay below 100. */
  readonly zipRatio: number;
  /** Entries smaller than this are not measured by their ratio, bytes inflated. */
  readonly zipRatioFromBytes: number;
  /** Characters of the shared strings of a workbook, which must be held in memory. */
  readonly sharedStringChars: number;
  /** Depth of elements, objects and lists. */
  readonly depth: number;
  /** Characters of one row of a csv, with its quoted line breaks. */
  readonly rowChars: number;
  /** Characters of one paragraph before it is cut at a line end. */
  readonly paragraphChars: number;
}

export const READING_LIMITS: ReadingLimits = {
  wholeBytes: 128 * 1024 * 1024,
  zipEntries: 20_000,
  zipInflatedBytes: 4 * 1024 * 1024 * 1024,
  zipRatio: 250,
  zipRatioFromBytes: 8 * 1024 * 1024,
  sharedStringChars: 48 * 1024 * 1024,
  depth: 2_000,
  rowChars: 256 * 1024,
  paragraphChars: 64 * 1024,
};

/** For documents that are read in place, on the thread that answers requests. */
export const SMALL_LIMITS: ReadingLimits = {
  ...READING_LIMITS,
  wholeBytes: 8 * 1024 * 1024,
  zipEntries: 2_000,
  zipInflatedBytes: 64 * 1024 * 1024,
  sharedStringChars: 8 * 1024 * 1024,
};
