import { tiers, type Tier } from '../lines/line.ts';
import { escalatesInOrder, type MovePolicy } from '../moves/movable.ts';
import { ticketFaults, type TicketFault } from './ticket.ts';

/** The rules of tickets as data; the city's administrator changes them. Days are counted as named. */
export interface TicketPolicy extends MovePolicy {
  /** Working days for a repair, by tier and fault. */
  readonly repairWorkingDays: Readonly<Record<Tier, Readonly<Record<TicketFault, number>>>>;
  /** A spot check whose question was answered wrongly opens a ticket. */
  readonly wrongAnswerOpens: boolean;
  /** A contradiction of listings that stays unresolved for so many working days opens tickets; null: never by itself. */
  readonly conflictOpensAfterWorkingDays: number | null;
}

/** More time where people have to be found or trained, not only a telephone mended. */
const needsPeople: ReadonlySet<TicketFault> = new Set(['slow', 'wrong_answers']);

function daysOfTier(mend: number, people: number): Record<TicketFault, number> {
  return Object.fromEntries(
    ticketFaults.map((fault) => [fault, needsPeople.has(fault) ? people : mend]),
  ) as Record<TicketFault, number>;
}

/**
 * Shandong's rules (rules.tsv, sd.deadline): five working days, extension up to ten, return within
 * two; a bureau's (bureau.deadline): reminder the day after expiry, notice beyond five working days.
 */
export const defaultTicketPolicy: TicketPolicy = {
  repairWorkingDays: { A: daysOfTier(3, 5), B: daysOfTier(5, 10), C: daysOfTier(10, 15) },
  returnWorkingDays: 2,
  extensions: 1,
  extensionWorkingDays: 10,
  reopenedWorkingDays: 3,
  reminderAfterDays: 1,
  noticeAfterWorkingDays: 5,
  escalateAfterWorkingDays: [5, 10],
  wrongAnswerOpens: true,
  conflictOpensAfterWorkingDays: null,
};

/** What is wrong with a policy, or null: the place of the first rule that contradicts itself. */
export function ticketPolicyIssue(policy: TicketPolicy): 'escalation_order' | 'days' | null {
  const days = tiers.flatMap((tier) =>
    ticketFaults.map((fault) => policy.repairWorkingDays[tier][fault]),
  );
  if (days.some((one) => !Number.isInteger(one) || one < 1)) return 'days';
  return escalatesInOrder(policy) ? null : 'escalation_order';
}
