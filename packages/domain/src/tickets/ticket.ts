import type { Extension, Movable } from '../moves/movable.ts';
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
 * proposal that was accepted, an owner who stayed silent or disputes what is
 * published, or a citizen's report that test calls have confirmed.
 */
export const ticketOrigins = [
  'verdict',
  'conflict',
  'spot_check',
  'hand',
  'proposal',
  'owner_silence',
  'owner_dispute',
  'citizen_report',
] as const;
export type TicketOrigin = (typeof ticketOrigins)[number];

export type TicketExtension = Extension;

/** A repair task for an office with a deadline; one open ticket for one fault of one line. */
export interface Ticket extends Movable<TicketState> {
  readonly id: string;
  readonly lineId: string;
  readonly fault: TicketFault;
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
  /** Since when a re-test is wanted; null when none is. Of a closed ticket: the re-test that closed it. */
  readonly retestAskedAtMs: number | null;
  /** The healthy verdict of the re-test that closed it. */
  readonly closedByVerdictId: string | null;
}

const heardByCalls: ReadonlySet<TicketFault> = new Set<FaultKind>([
  'busy',
  'slow',
  'zombie',
  'invalid',
  'outdated',
]);

/** Whether test calls can show this fault. */
export function isHeardByCalls(fault: TicketFault): fault is FaultKind {
  return heardByCalls.has(fault);
}

/**
 * Whether test calls can tell that this fault is repaired. They hear that somebody answers, not whether
 * it is the right office: that a line is what is published of it, people say, or the listings themselves.
 */
export function isClosedByCalls(fault: TicketFault): boolean {
  return isHeardByCalls(fault) && fault !== 'outdated';
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
