import { PrintIndex } from '../../prints/print-index.ts';
import { PRINT_HOP_MS, type Print } from '../../prints/print.ts';

/** So much of a known prompt may be missing in what was heard, as its edges are soft; a word more is another prompt. */
const MOST_MISSING_MS = 500;
/** Shorter matches prove nothing. */
const LEAST_MS = 800;

/**
 * Whether all of a known prompt is in what was heard: the same place, perhaps behind a word on a wrong key. Prompts put
 * together from the same pieces differ in a piece, so that being mostly alike is not enough.
 */
export function holdsPrompt(heard: Print, known: Print): boolean {
  const index = new PrintIndex();
  index.add('known', known);
  const covered = new Uint8Array(known.words.length);
  for (const { fromMs, toMs, offsetMs } of index.find(heard, { leastMs: LEAST_MS })) {
    const first = Math.max(0, Math.round(offsetMs / PRINT_HOP_MS));
    covered.fill(1, first, first + Math.round((toMs - fromMs) / PRINT_HOP_MS));
  }
  let missing = 0;
  let said = 0;
  for (const [n, word] of known.words.entries()) {
    if (word === 0) continue;
    said += 1;
    if (covered[n] === 0) missing += 1;
  }
  return said > 0 && said > missing && missing * PRINT_HOP_MS <= MOST_MISSING_MS;
}
