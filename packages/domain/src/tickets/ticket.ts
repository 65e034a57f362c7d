import type { FaultKind } from '../verdicts/verdict.ts';

/** A repair task for an office with a deadline; one open ticket for one fault of one line. */
export interface Ticket {
  readonly id: string;
  readonly lineId: string;
  /** The responsible office; null when nobody has taken the line yet. */
  readonly departmentId: string | null;
  readonly fault: FaultKind;
  readonly state: 'open' | 'closed';
  readonly openedAtMs: number;
  readonly openedByVerdictId: string;
  /** Last day for the repair in the city's calendar (`2026-11-30`). */
  readonly dueOn: string;
  readonly closedAtMs: number | null;
  /** The healthy verdict of the re-test that closed it. */
  readonly closedByVerdictId: string | null;
}
