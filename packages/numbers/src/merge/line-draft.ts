import type { NumberType } from '../canonical/national-number.ts';
import type { Purpose } from '../find/purpose.ts';
import type { Listing } from '../listing.ts';

/** A listing with the source that publishes it. */
export interface SourcedListing extends Listing {
  /** Name of the source: a file or an address. */
  readonly source: string;
  /** The site or document that the source is a page of; two footers of one site should agree. */
  readonly site?: string;
}

/** A number as it could be operated, with all places that publish it. */
export interface LineDraft {
  /** Identity: number, calling area of a short code, extension (`+862861881111;8012`, `12329@028`). */
  readonly key: string;
  readonly number: string;
  readonly areaCode: string | null;
  readonly extension: string | null;
  readonly numberType: NumberType;
  /** The purpose that most listings give; the first of the finer ones when they tie. */
  readonly purpose: Purpose;
  /** The most complete name of the owner that is written. */
  readonly owner: string | null;
  readonly services: readonly string[];
  readonly hours: string | null;
  /** `retired` when every listing says so. */
  readonly status: 'active' | 'retired';
  readonly listings: readonly SourcedListing[];
}
