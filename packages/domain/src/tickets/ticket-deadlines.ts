import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { addWorkingDays } from '../calendar/working-day.ts';
import type { Tier } from '../lines/line.ts';
import {
  hasPassed,
  lastReturnDay,
  noticeKinds,
  noticesToSend,
  workingDaysPast,
  type Deadline,
  type Notice,
  type NoticeKind,
} from '../moves/move-deadlines.ts';
import { deadlineRuns, type Ticket, type TicketFault } from './ticket.ts';
import type { TicketPolicy } from './ticket-policy.ts';

/** What goes out about an overdue ticket; of each kind and level once for one deadline. */
export const ticketNoticeKinds = noticeKinds;
export type TicketNoticeKind = NoticeKind;
export type TicketNotice = Notice;

/** Last day for a repair: so many working days after the local day of `fromMs`. */
export function dueDay(
  policy: TicketPolicy,
  about: { readonly tier: Tier; readonly fault: TicketFault },
  fromMs: number,
  calendar: Calendar,
): string {
  const days = policy.repairWorkingDays[about.tier][about.fault];
  return addWorkingDays(calendar, localTime(calendar, fromMs).day, days);
}

/** Last day on which an office may return a ticket as not its own. */
export function returnUntil(
  ticket: Pick<Ticket, 'assignedAtMs'>,
  policy: TicketPolicy,
  calendar: Calendar,
): string {
  return lastReturnDay(ticket, policy, calendar);
}

/** Whether the office has let the last day of an open ticket pass. */
export function isOverdue(
  ticket: Pick<Ticket, 'state' | 'dueOn'>,
  nowMs: number,
  calendar: Calendar,
): boolean {
  return hasPassed(deadlineOf(ticket), nowMs, calendar);
}

/** Working days that have begun since the last day; 0 while it is not overdue. */
export function workingDaysOverdue(
  ticket: Pick<Ticket, 'state' | 'dueOn'>,
  nowMs: number,
  calendar: Calendar,
): number {
  return workingDaysPast(deadlineOf(ticket), nowMs, calendar);
}

/** What is due now about a ticket and has not gone out for its present deadline. */
export function noticesDue(
  ticket: Pick<Ticket, 'state' | 'dueOn'>,
  given: readonly TicketNotice[],
  policy: TicketPolicy,
  calendar: Calendar,
  nowMs: number,
): TicketNotice[] {
  return noticesToSend(deadlineOf(ticket), given, policy, calendar, nowMs);
}

function deadlineOf({ state, dueOn }: Pick<Ticket, 'state' | 'dueOn'>): Deadline {
  return { runs: deadlineRuns(state), dueOn };
}
