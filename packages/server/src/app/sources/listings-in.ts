import { ListingFinder, plainText, type Block, type FindOptions } from '@everyline/numbers';

import type { FoundInDocument, Rejected } from '../ports/document-reader.ts';

/** The listings of a document that comes as a stream of blocks, with its date and what its reader left out. */
export async function* listingsIn(
  blocks: AsyncIterable<Block | Rejected>,
  options: FindOptions,
): AsyncGenerator<FoundInDocument> {
  const finder = new ListingFinder(options);
  let looked = 0;
  for await (const block of blocks) {
    if (block.kind === 'rejected') {
      yield block;
      continue;
    }
    if (looked < DATED_BLOCKS) {
      looked += 1;
      const day = publicationDay(block);
      if (day !== null) {
        looked = DATED_BLOCKS;
        yield { kind: 'dated', day };
      }
    }
    for (const listing of finder.push(block)) yield { kind: 'listing', listing };
  }
  for (const listing of finder.end()) yield { kind: 'listing', listing };
}

/** Blocks at the beginning of a document in which its date is looked for. */
const DATED_BLOCKS = 60;
const DATE =
  /(?:发布|更新|公布|印发|制表|统计|填报)?(?:时间|日期)\s*[:：]?\s*(20\d{2})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/;

/** The day (`2026-11-23`) on which a block says that the document was published. */
function publicationDay(block: Block): string | null {
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return null;
  const [, year, month = '', day = ''] = DATE.exec(plainText(block.text)) ?? [];
  if (year === undefined || !isDay(Number(month), Number(day))) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
