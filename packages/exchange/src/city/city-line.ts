import type { NumberType, Purpose, TelephoneNumber, Tier } from '@everyline/domain';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Fate } from './fates.ts';
import type { CityHours } from './published-hours.ts';
import type { LineTruth } from './truth.ts';

/** Why a line must not be tested without a clearance by name, or at all. */
export const protections = ['emergency', 'crisis', 'duty', 'repair', 'personal_mobile'] as const;
export type Protection = (typeof protections)[number];

/** A line of the sample city with its truth, before it is known who has cleared it. */
export interface MadeLine {
  readonly id: string;
  readonly number: TelephoneNumber;
  readonly numberType: NumberType;
  readonly purpose: Purpose;
  readonly tier: Tier;
  readonly departmentId: string;
  readonly services: readonly string[];
  readonly hours: CityHours;
  readonly fate: Fate;
  /** How its number behaves when it is called. */
  readonly behaviour: Behaviour;
  readonly truth: LineTruth;
  readonly protection: Protection | null;
  /** The line that took this one's place; its old number still stands in some documents. */
  readonly replacedBy: string | null;
}

/** A number that was given up; it stands struck through in a directory and belongs to no line. */
export interface RetiredNumber {
  readonly dialled: string;
  readonly departmentId: string;
}

export interface MadeLines {
  readonly lines: readonly MadeLine[];
  readonly retired: readonly RetiredNumber[];
  /** Lines of one office whose numbers follow each other (`86699061-5`). */
  readonly range: readonly MadeLine[];
}
