import type { Position } from './document/block.ts';
import type { ListingIssue } from './issue.ts';
import type { NumberType } from './canonical/national-number.ts';
import type { Purpose } from './find/purpose.ts';

/** How far a listing can be used: retired numbers were struck out or merged, undecided and malformed ones await a person. */
export type ListingStatus = 'active' | 'retired' | 'malformed' | 'undecided';

/** One place in one source where a number is written, with what stands around it (glossary: listing 公布记录). */
export interface Listing {
  /** The characters of the source, extension and menu key included. */
  readonly raw: string;
  /** E.164, or the bare digits of a short code, or null when it cannot be completed (then `issues` say why). */
  readonly number: string | null;
  readonly extension: string | null;
  readonly numberType: NumberType | null;
  readonly purpose: Purpose;
  readonly owner: string | null;
  /** The owner is only the label's own words (`认证咨询电话`), no office. */
  readonly ownerFromLabel: boolean;
  readonly service: string | null;
  readonly hours: string | null;
  /** Key of the menu behind the number (`按1`). */
  readonly ivrKey: string | null;
  /** Words in brackets behind the number (`公示`, `汤老师`). */
  readonly note: string | null;
  readonly position: Position;
  readonly context: { readonly before: string; readonly after: string };
  /** The calling area as dialled (`028`); null for mobiles, 400 and nationwide short codes. */
  readonly areaCode: string | null;
  readonly areaCodeInferred: boolean;
  readonly status: ListingStatus;
  /** Reasons for doubt, none for most. */
  readonly issues: readonly ListingIssue[];
  /** The number stands in the foot of a page. */
  readonly footer: boolean;
}
