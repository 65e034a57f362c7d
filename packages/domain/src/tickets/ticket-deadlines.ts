import type { Calendar } from '../calendar/calendar.ts';
import { addDays, localTime } from '../calendar/local-time.ts';
import { addWorkingDays, workingDaysBetween } from '../calendar/working-day.ts';
import type { Tier } from '../lines/line.ts';
import { deadlineRuns, type Ticket, type TicketFault } from './ticket.ts';
import type { TicketPolicy } from './ticket-policy.ts';

/** What goes out about an overdue ticket; of each kind and level once for one deadline. */
export const ticketNoticeKinds = ['reminder', 'notice', 'escalation'] as const;
export type TicketNoticeKind = (typeof ticketNoticeKinds)[number];

export interface TicketNotice {
  readonly kind: TicketNoticeKind;
  /** How many offices above the responsible one it goes to; 0: to the office itself. */
  readonly level: number;
}

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
  const { day } = localTime(calendar, ticket.assignedAtMs);
  return addWorkingDays(calendar, day, policy.returnWorkingDays);
}

/** Whether the office has let the last day of an open ticket pass. */
export function isOverdue(
  ticket: Pick<Ticket, 'state' | 'dueOn'>,
  nowMs: number,
  calendar: Calendar,
): boolean {
  return deadlineRuns(ticket.state) && localTime(calendar, nowMs).day > ticket.dueOn;
}

/** Working days that have begun since the last day; 0 while it is not overdue. */
export function workingDaysOverdue(
  ticket: Pick<Ticket, 'state' | 'dueOn'>,
  nowMs: number,
  calendar: Calendar,
): number {
  if (!isOverdue(ticket, nowMs, calendar)) return 0;
  const { day } = localTime(calendar, nowMs);
  return workingDaysBetween(calendar, addDays(ticket.dueOn, 1), day).length;
}

/** What is due now about a ticket and has not gone out for its present deadline. */
export function noticesDue(
  ticket: Pick<Ticket, 'state' | 'dueOn'>,
  given: readonly TicketNotice[],
  policy: TicketPolicy,
  calendar: Calendar,
  nowMs: number,
): TicketNotice[] {
  if (!isOverdue(ticket, nowMs, calendar)) return [];
  const { day } = localTime(calendar, nowMs);
  const overdue = workingDaysOverdue(ticket, nowMs, calendar);
  const due: TicketNotice[] = [];
  if (day >= addDays(ticket.dueOn, policy.reminderAfterDays)) {
    due.push({ kind: 'reminder', level: 0 });
  }
  if (overdue > policy.noticeAfterWorkingDays) due.push({ kind: 'notice', level: 0 });
  for (const [at, days] of policy.escalateAfterWorkingDays.entries()) {
    if (overdue > days) due.push({ kind: 'escalation', level: at + 1 });
  }
  return due.filter(
    (one) => !given.some((other) => other.kind === one.kind && other.level === one.level),
  );
}
