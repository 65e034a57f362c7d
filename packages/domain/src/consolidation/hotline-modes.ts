import { codesMergedInto12345 } from '@everyline/numbers';

import type { MergeMode } from './proposal.ts';

/** National hotlines that keep their numbers beside 12345 (国办发〔2020〕53号, annex). */
const parallel = new Set(
  '12315 12316 12317 12319 12320 12328 12329 12333 12348 12350 12369 12385 12393'.split(' '),
);
/** National hotlines of offices that answer to their ministry: they keep number and seats. */
const subcentres = new Set('12305 12313 12360 12366 12367'.split(' '));

/** The way into 12345 that the annex of 国办发〔2020〕53号 names for a short code; null for one that it does not name. */
export function listedMode(code: string): MergeMode | null {
  if (codesMergedInto12345.has(code)) return 'whole';
  if (parallel.has(code)) return 'parallel';
  return subcentres.has(code) ? 'subcentre' : null;
}
