import type { WeeklyHours } from '../calendar/hours.ts';

/** What a clearance is given for. */
export type ClearanceScope =
  | { readonly kind: 'line'; readonly lineId: string }
  | { readonly kind: 'department'; readonly departmentId: string; readonly withSubtree: boolean }
  | { readonly kind: 'list'; readonly name: string; readonly lineIds: readonly string[] };

/** The recorded permission to test a line: who gave it, on what written basis, when and how often. */
export interface Clearance {
  readonly id: string;
  readonly scope: ClearanceScope;
  readonly givenBy: string;
  /** The written basis: document number, letter, minute. Never empty. */
  readonly basis: string;
  readonly givenAtMs: number;
  readonly validFromMs: number;
  readonly validToMs: number | null;
  readonly withdrawnAtMs: number | null;
  /** Hours in which the office allows tests; null: the calendar's allowed hours hold. */
  readonly hours: WeeklyHours | null;
  /** The office's own limits; they can only be stricter than the city's. */
  readonly maxPerDay: number | null;
  readonly minSpacingMs: number | null;
  /** Holds only for a trunk on loopback: a list on the command line needs no office's letter there. */
  readonly loopbackOnly: boolean;
}

/** Somebody asked that a number not be tested again; a callee's objection holds for good. */
export interface Objection {
  readonly id: string;
  readonly by: 'callee' | 'office';
  /** Ledger key of the dialled number, or null when the objection is for a line or a department. */
  readonly ledgerKey: string | null;
  readonly lineId: string | null;
  readonly departmentId: string | null;
  readonly madeAtMs: number;
  /** An office may take its objection back; a callee's is never withdrawn. */
  readonly withdrawnAtMs: number | null;
  readonly note: string;
}
