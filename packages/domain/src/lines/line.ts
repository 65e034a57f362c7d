import type { NumberType, TelephoneNumber } from './telephone-number.ts';

/** What a number is published for. */
export const purposes = [
  'general',
  'enquiry',
  'casework',
  'complaint',
  'duty',
  'hotline',
  'emergency',
  'repair',
  'technical',
  'fax',
  'media',
  'mention',
] as const;
export type Purpose = (typeof purposes)[number];

/** Class of line by importance and volume: sets how often it is probed and how fast it is repaired. */
export const tiers = ['A', 'B', 'C'] as const;
export type Tier = (typeof tiers)[number];

/** A number as it is operated. */
export interface Line {
  readonly id: string;
  readonly number: TelephoneNumber;
  readonly numberType: NumberType;
  /** The responsible office, or null while nobody has taken the line. */
  readonly departmentId: string | null;
  /** Owner as published, kept also when no department of the tree has that name. */
  readonly owner: string | null;
  readonly services: readonly string[];
  readonly purpose: Purpose;
  /** Published hours as written; null when none are published: the office's working hours hold. */
  readonly hours: string | null;
  readonly tier: Tier;
  readonly seats: number | null;
  /** A line of the sample city: it rings in the simulated exchange only. */
  readonly sample: boolean;
  readonly state: 'active' | 'retired' | 'undecided';
  readonly createdAtMs: number;
}
