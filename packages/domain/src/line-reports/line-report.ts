import type { SpotCheckCode } from '../spot-checks/spot-check.ts';

/** What a citizen says of a number that did not work for them. */
export const lineReportKinds = [
  'busy',
  'no_answer',
  'not_in_service',
  'wrong_office',
  'other',
] as const;
export type LineReportKind = (typeof lineReportKinds)[number];

/**
 * What became of a report: test calls are to confirm it, it was known already, people have to look because
 * no test call hears it, or calls, theirs where they had to look, have confirmed it or not.
 */
export const lineReportStates = [
  'waiting',
  'known',
  'for_people',
  'confirmed',
  'not_confirmed',
] as const;
export type LineReportState = (typeof lineReportStates)[number];

/** A citizen's report on a line. */
export interface LineReport {
  readonly id: string;
  readonly lineId: string;
  readonly kind: LineReportKind;
  readonly note: string;
  readonly atMs: number;
  readonly state: LineReportState;
  readonly settledAtMs: number | null;
}

/** So many reports one sender may make in a day; more tell nothing that calls do not. */
export const mostReportsADay = 5;

/**
 * How a report begins: what no call hears is for people, also while another fault of the line is being repaired; else a
 * fault that is being repaired is known.
 */
export function firstReportState(kind: LineReportKind, isBeingRepaired: boolean): LineReportState {
  if (kind === 'wrong_office') return 'for_people';
  return isBeingRepaired ? 'known' : 'waiting';
}

/** What a person's call says of a report that is for people; null where nobody answered who could have told. */
export function saidByPerson(code: SpotCheckCode): 'confirmed' | 'not_confirmed' | null {
  if (code === '11') return 'not_confirmed';
  return code === '12' || code === '13' ? 'confirmed' : null;
}
