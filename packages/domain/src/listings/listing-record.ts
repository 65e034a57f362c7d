import type { Purpose } from '../lines/line.ts';
import type { ListingIssue } from '@everyline/numbers';

import type { NumberType } from '../lines/telephone-number.ts';

export type { ListingIssue, ListingIssueCode } from '@everyline/numbers';

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
  /** E.164, or bare short code, or null with the issues that keep it from being completed. */
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
  readonly issues: readonly ListingIssue[];
}

/** How published listings contradict each other. */
export const listingConflictKinds = [
  'same_number_different_owner',
  'same_service_different_number',
  'contradicting_footers',
  'area_code_not_of_owner',
] as const;
export type ListingConflictKind = (typeof listingConflictKinds)[number];

/** What stands against what in a contradiction, for words in any language. */
export type ConflictDetail =
  | { readonly code: 'owners'; readonly owners: readonly string[] }
  | {
      readonly code: 'numbers';
      readonly owner: string | null;
      readonly service: string | null;
      readonly numbers: readonly string[];
    }
  | { readonly code: 'footer_owners'; readonly number: string; readonly owners: readonly string[] }
  | {
      readonly code: 'footer_purposes';
      readonly number: string;
      readonly purposes: readonly Purpose[];
    }
  | {
      readonly code: 'area_code';
      readonly number: string;
      readonly issues: readonly ListingIssue[];
    }
  /** Words that were kept before the particulars had codes. */
  | { readonly code: 'noted'; readonly text: string };

/** A contradiction between listings, shown until a person resolves it. */
export interface ListingConflict {
  readonly id: string;
  readonly kind: ListingConflictKind;
  readonly listingIds: readonly string[];
  readonly lineIds: readonly string[];
  readonly detail: ConflictDetail;
  readonly resolvedAtMs: number | null;
}
