import { nameKey, numberKey } from '@everyline/domain';
import type { Listing } from '@everyline/numbers';

import type { NewListing, NewReject } from '../ports/store/sources.ts';
import { issueSentence } from './issue-sentence.ts';

/** Characters of the text on either side of a number that are kept. */
const CONTEXT_CHARS = 120;
/** Characters of any one text of a listing that are kept; longer ones are no names or hours. */
const TEXT_CHARS = 400;

/**
 * A found listing as it is kept. Only usable numbers get the identity by which they join a line. A
 * short code that names no calling area rings in that of its source.
 */
export function storedListing(
  id: string,
  listing: Listing,
  sourceAreaCode: string | null,
): NewListing {
  const { number, extension, status } = listing;
  const usable = number !== null && (status === 'active' || status === 'retired');
  const shortCode = number !== null && !number.startsWith('+');
  const areaCode = shortCode ? (listing.areaCode ?? sourceAreaCode) : null;
  const inferred = shortCode && listing.areaCode === null && areaCode !== null;
  const owner = clean(listing.owner);
  const service = clean(listing.service);
  return {
    id,
    numberKey: usable ? numberKey({ dialled: number, areaCode, extension }) : null,
    raw: clean(listing.raw) ?? '',
    number,
    areaCode: areaCode ?? listing.areaCode,
    areaCodeInferred: inferred || listing.areaCodeInferred,
    extension,
    numberType: listing.numberType,
    purpose: listing.purpose,
    owner,
    ownerKey: listing.ownerFromLabel ? '' : nameKey(owner),
    service,
    serviceKey: nameKey(service),
    hours: clean(listing.hours),
    position: listing.position,
    context: {
      before: (clean(listing.context.before) ?? '').slice(-CONTEXT_CHARS),
      after: (clean(listing.context.after) ?? '').slice(0, CONTEXT_CHARS),
    },
    status,
    issues: listing.issues,
    footer: listing.footer,
  };
}

/** The entry for repair of a listing whose number could not be completed; null for all others. */
export function rejectOf(id: string, listing: NewListing): NewReject | null {
  if (listing.number !== null || listing.status === 'retired') return null;
  return {
    id,
    position: listing.position,
    raw: listing.raw,
    before: listing.context.before,
    after: listing.context.after,
    reason: issueSentence(listing.issues),
  };
}

/** PostgreSQL keeps no NUL, and half a surrogate pair is no character. */
function clean(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '').slice(0, TEXT_CHARS).toWellFormed();
}
