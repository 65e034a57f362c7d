import type { Position } from './document/block.ts';
import type { Listing, ListingStatus } from './listing.ts';
import type { NumberType } from './canonical/national-number.ts';
import type { Purpose } from './find/purpose.ts';

/** One line of `everyline extract --json`; the fields are a contract with scripts (design, section 6). */
export interface ExtractRecord {
  readonly file: string;
  readonly raw: string;
  readonly number: string | null;
  readonly extension: string | null;
  readonly numberType: NumberType | null;
  readonly purpose: Purpose;
  readonly owner: string | null;
  readonly service: string | null;
  readonly hours: string | null;
  readonly position: Position;
  readonly areaCode: string | null;
  readonly areaCodeInferred: boolean;
  readonly ivrKey: string | null;
  readonly status: ListingStatus;
  readonly issue: string | null;
}

/** The output line for a listing found in a file; `issue` are the words for its doubts. */
export function toExtractRecord(
  file: string,
  listing: Listing,
  issue: string | null,
): ExtractRecord {
  const { raw, number, extension, numberType, purpose, owner, service, hours } = listing;
  const { position, areaCode, areaCodeInferred, ivrKey, status } = listing;
  return {
    file,
    raw,
    number,
    extension,
    numberType,
    purpose,
    owner,
    service,
    hours,
    position,
    areaCode,
    areaCodeInferred,
    ivrKey,
    status,
    issue,
  };
}
