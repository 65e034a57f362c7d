export { ENTRY_WEIGHTS } from './entry-weights.ts';

/** What each of `SIGNS` counts for a passage: what it says counts, not what it is called. */
export const PASSAGE_WEIGHTS: readonly number[] = [
  -4, 0, 0, 0, 8, -2, -3, 0, 0.5, 0.5, -8, -6, -4, 1, 0,
];

/** Below this confidence nothing is answered: with it the sample questions have 1 % wrong answers and 70 % are answered. */
export const DEFAULT_THRESHOLD = 0.9;
