import type { Purpose } from '../lines/line.ts';
import type { NumberType } from '../lines/telephone-number.ts';

/** Where in its source a number is written; which fields are set depends on the format. */
export interface ListingPosition {
  readonly line?: number;
  readonly column?: number;
  readonly page?: number;
  readonly sheet?: string;
  readonly row?: number;
  readonly cell?: string;
  readonly path?: string;
  readonly offset?: number;
}

/** One place in one source where a number is written, as it is kept. */
export interface ListingRecord {
  readonly id: string;
  readonly sourceId: string;
  /** The line it belongs to; null while the number is malformed or undecided. */
  readonly lineId: string | null;
  /** The text as written. */
  readonly raw: string;
  /** E.164, or bare short code, or null with the issue that keeps it from being completed. */
  readonly number: string | null;
  readonly areaCode: string | null;
  readonly areaCodeInferred: boolean;
  readonly extension: string | null;
  readonly numberType: NumberType | null;
  readonly purpose: Purpose;
  readonly owner: string | null;
  readonly service: string | null;
  readonly hours: string | null;
  readonly position: ListingPosition;
  readonly context: { readonly before: string; readonly after: string };
  readonly status: 'active' | 'retired' | 'malformed' | 'undecided';
  readonly issue: string | null;
}

/** How published listings contradict each other. */
export const listingConflictKinds = [
  'same_number_different_owner',
  'same_service_different_number',
  'contradicting_footers',
  'area_code_not_of_owner',
] as const;
export type ListingConflictKind = (typeof listingConflictKinds)[number];

/** A contradiction between listings, shown until a person resolves it. */
export interface ListingConflict {
  readonly id: string;
  readonly kind: ListingConflictKind;
  readonly listingIds: readonly string[];
  readonly lineIds: readonly string[];
  readonly detail: string;
  readonly resolvedAtMs: number | null;
}
