export * from './document/block.ts';
export * from './issue.ts';
export * from './listing.ts';
export * from './extract-record.ts';
export { mergeListings, type Merged } from './merge/merge-listings.ts';
export type { LineDraft, SourcedListing } from './merge/line-draft.ts';
export { findConflicts, type Conflict, type ConflictKind } from './merge/conflicts.ts';
export { nameKey, ownersAgree } from './merge/owner-name.ts';
export { readTypedNumbers } from './find/typed-number.ts';
export { findListings } from './find/find-listings.ts';
export { ListingFinder, type FindOptions } from './find/finder.ts';
export type { Purpose } from './find/purpose.ts';
export type { NumberType } from './canonical/national-number.ts';
export {
  callingArea,
  callingAreas,
  isAreaCode,
  successorOfAreaCode,
  type CallingArea,
} from './canonical/area-codes.ts';
export { areaCodeOfCity, areaCodeOfOwner, findPlaces } from './canonical/places.ts';
export { codesMergedInto12345, emergencyCodes, isShortCode } from './canonical/short-codes.ts';
