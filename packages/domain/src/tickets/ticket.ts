import type { FaultKind } from '../verdicts/verdict.ts';

/** Where a repair stands; `closed` ends it unless somebody reopens it. */
export const ticketStates = [
  'opened',
  'returned',
  'accepted',
  'in_repair',
  'claimed',
  'reopened',
  'closed',
] as const;
export type TicketState = (typeof ticketStates)[number];

/** What is to be repaired: a fault that test calls hear, or one that only people find. */
export const ticketFaults = [
  'busy',
  'slow',
  'zombie',
  'invalid',
  'outdated',
  'contradictory',
  'wrong_answers',
  'other',
] as const satisfies readonly (FaultKind | 'contradictory' | 'wrong_answers' | 'other')[];
export type TicketFault = (typeof ticketFaults)[number];

/**
 * What opened a ticket: a verdict, a contradiction between listings, a person's test call, a person, a
 * proposal that was accepted, or an owner who stayed silent or disputes what is published.
 */
export const ticketOrigins = [
  'verdict',
  'conflict',
  'spot_check',
  'hand',
  'proposal',
  'owner_silence',
  'owner_dispute',
] as const;
export type TicketOrigin = (typeof ticketOrigins)[number];

/** More time that an office asked for. */
export interface TicketExtension {
  readonly state: 'asked' | 'granted' | 'refused';
  readonly workingDays: number;
  readonly askedAtMs: number;
}

/** A repair task for an office with a deadline; one open ticket for one fault of one line. */
export interface Ticket {
  readonly id: string;
  readonly lineId: string;
  /** The responsible office; null when nobody has taken the line yet. */
  readonly departmentId: string | null;
  readonly fault: TicketFault;
  readonly state: TicketState;
  readonly origin: TicketOrigin;
  readonly openedAtMs: number;
  /** The verdict that opened it; null where something else did. */
  readonly openedByVerdictId: string | null;
  /** The contradiction that opened it. */
  readonly conflictId: string | null;
  /** Observations and spot checks that showed the fault when it was opened. */
  readonly evidence: readonly string[];
  /** What whoever opened it by hand wrote. */
  readonly note: string;
  /** Since when the present office has it. */
  readonly assignedAtMs: number;
  /** Last day for the repair in the city's calendar (`2026-11-30`). */
  readonly dueOn: string;
  /** The latest extension asked for from the present office. */
  readonly extension: TicketExtension | null;
  readonly extensionsGranted: number;
  /** How often a repair that was claimed or accepted as done turned out not to be. */
  readonly timesReopened: number;
  /** Since when a re-test is wanted; null when none is. Of a closed ticket: the re-test that closed it. */
  readonly retestAskedAtMs: number | null;
  readonly closedAtMs: number | null;
  /** The healthy verdict of the re-test that closed it. */
  readonly closedByVerdictId: string | null;
  /** Counts the moves; whoever moves says which one they saw last. */
  readonly version: number;
}

const heardByCalls: ReadonlySet<TicketFault> = new Set<FaultKind>([
  'busy',
  'slow',
  'zombie',
  'invalid',
  'outdated',
]);

/** Whether test calls can tell that this fault is repaired. */
export function isHeardByCalls(fault: TicketFault): fault is FaultKind {
  return heardByCalls.has(fault);
}

const clockRuns: ReadonlySet<TicketState> = new Set([
  'opened',
  'accepted',
  'in_repair',
  'reopened',
]);

/** The states in which the deadline runs: while it is the office's turn. */
export const runningTicketStates: readonly TicketState[] = ticketStates.filter((state) =>
  clockRuns.has(state),
);

/** Whether the office's deadline runs: not while others check its claim or look for the right office. */
export function deadlineRuns(state: TicketState): boolean {
  return clockRuns.has(state);
}
