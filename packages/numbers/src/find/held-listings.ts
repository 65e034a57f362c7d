import { ownerBelow } from '../context/names.ts';
import { plainText, type Block } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { foldWidth } from './characters.ts';
import { hoursIn } from './hours.ts';

/** How many blocks below a number may still tell its hours or, in the foot of a page, its owner. */
const blocksBelow = 4;
const mostHeld = 64;

function withHoursBelow(listing: Listing, below: string): Listing {
  if (listing.hours !== null) return listing;
  const text = below.slice(0, 120);
  if (
    !/^\([^()]{2,60}\)/u.test(text) &&
    !/^(?:办公|工作|服务|接听|咨询|受理|上班)[^:]{0,4}时间/u.test(text)
  )
    return listing;
  const hours = hoursIn(text);
  return hours === null ? listing : { ...listing, hours };
}

/** The last listings of a document in their order, while a block below may still tell hours or owner of one. */
export class HeldListings {
  #held: { readonly listing: Listing; readonly untilBlock: number }[] = [];

  /** Takes the listings of a block, number `count` of its document, and gives those that no later block can complete. */
  take(listings: readonly Listing[], block: Block, count: number): Listing[] {
    if (this.#held.length > 0 && block.kind === 'paragraph')
      this.#complete(plainText(block.text), count);
    const last = listings.at(-1);
    for (const listing of listings) {
      const waits =
        block.kind === 'paragraph' &&
        ((listing === last && listing.hours === null) ||
          listing.owner === null ||
          listing.ownerFromLabel);
      this.#held.push({ listing, untilBlock: waits ? count + blocksBelow : 0 });
    }
    const ready: Listing[] = [];
    for (const { listing, untilBlock } of this.#held) {
      if (untilBlock > count && this.#held.length - ready.length < mostHeld) break;
      ready.push(listing);
    }
    this.#held.splice(0, ready.length);
    return ready;
  }

  /** Gives all that is left at the end of the document. */
  rest(): Listing[] {
    return this.#held.splice(0).map(({ listing }) => listing);
  }

  #complete(text: string, count: number): void {
    const below = foldWidth(text.slice(0, 400)).trim();
    const owner = ownerBelow(below);
    this.#held = this.#held.map((one, index) => {
      let { listing } = one;
      if (one.untilBlock < count) return one;
      if (index === this.#held.length - 1 && one.untilBlock === count + blocksBelow - 1)
        listing = withHoursBelow(listing, below);
      if (owner !== null && (listing.owner === null || listing.ownerFromLabel))
        listing = { ...listing, owner, ownerFromLabel: false };
      return { ...one, listing };
    });
  }
}
