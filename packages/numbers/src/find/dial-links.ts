import type { TextRun } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { foldWidth } from './characters.ts';
import type { Surroundings } from './evidence.ts';
import { buildListings } from './listing-builder.ts';
import type { Piece, PieceContext } from './piece.ts';
import { readNumbers } from './text-reader.ts';

const linked: Surroundings = { phoneField: true, otherField: false, numeric: false, cell: true };

/** Numbers that a link dials (`tel:`) and its text does not show (`点击拨打`), with the owner the text names. */
export function hiddenDialLinks(
  runs: readonly TextRun[],
  piece: Piece,
  shown: readonly Listing[],
  context: PieceContext,
): Listing[] {
  const listings: Listing[] = [];
  for (const run of runs) {
    if (run.href === undefined || !/^tel:/iu.test(run.href)) continue;
    const dialled = foldWidth(run.href.slice(4).replace(/%20|%2D/giu, ' ')).trim();
    const digits = dialled.replace(/\D/gu, '');
    if (digits.length < 3 || shown.some((listing) => isShownBy(listing, digits))) continue;
    const text = `${piece.folded.replace(/\n/gu, ' ').slice(-60)} 电话:${dialled}`;
    const from = text.length - dialled.length;
    const found = readNumbers(text, from, linked, {
      lineAbove: () => null,
      announced: () => true,
      hasSwitchboard: false,
    });
    const one: Piece = { folded: text, raw: text, from, struck: [] };
    for (const listing of buildListings(one, found, context)) {
      // The number stands in the address of the link, not in the text: there is nothing beside it.
      listings.push({ ...listing, context: { before: '', after: '' } });
    }
  }
  return listings;
}

function isShownBy(listing: Listing, digits: string): boolean {
  const own =
    `${listing.number ?? ''}${listing.extension ?? ''}`.replace(/\D/gu, '') ||
    listing.raw.replace(/\D/gu, '');
  return (
    own.endsWith(digits.replace(/^(?:\+?86|0)/u, '')) || digits.endsWith(own.replace(/^86/u, ''))
  );
}
