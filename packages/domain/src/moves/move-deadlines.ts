import type { Calendar } from '../calendar/calendar.ts';
import { addDays, localTime } from '../calendar/local-time.ts';
import { addWorkingDays, workingDaysBetween } from '../calendar/working-day.ts';
import type { Movable, MovePolicy } from './movable.ts';

/** What goes out about something overdue; of each kind and level once for one deadline. */
export const noticeKinds = ['reminder', 'notice', 'escalation'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface Notice {
  readonly kind: NoticeKind;
  /** How many offices above the responsible one it goes to; 0: to the office itself. */
  readonly level: number;
}

/** A last day, and whether it is the office's turn, so that it counts. */
export interface Deadline {
  readonly runs: boolean;
  readonly dueOn: string;
}

/** Last day on which an office may return something as not its own. */
export function lastReturnDay(
  subject: Pick<Movable<string>, 'assignedAtMs'>,
  policy: Pick<MovePolicy, 'returnWorkingDays'>,
  calendar: Calendar,
): string {
  const { day } = localTime(calendar, subject.assignedAtMs);
  return addWorkingDays(calendar, day, policy.returnWorkingDays);
}

/** Whether the office has let the last day pass. */
export function hasPassed({ runs, dueOn }: Deadline, nowMs: number, calendar: Calendar): boolean {
  return runs && localTime(calendar, nowMs).day > dueOn;
}

/** Working days that have begun since the last day; 0 while it has not passed. */
export function workingDaysPast(deadline: Deadline, nowMs: number, calendar: Calendar): number {
  if (!hasPassed(deadline, nowMs, calendar)) return 0;
  const { day } = localTime(calendar, nowMs);
  return workingDaysBetween(calendar, addDays(deadline.dueOn, 1), day).length;
}

/** What is due now about a deadline that has passed and has not gone out for it. */
export function noticesToSend(
  deadline: Deadline,
  given: readonly Notice[],
  policy: MovePolicy,
  calendar: Calendar,
  nowMs: number,
): Notice[] {
  if (!hasPassed(deadline, nowMs, calendar)) return [];
  const { day } = localTime(calendar, nowMs);
  const overdue = workingDaysPast(deadline, nowMs, calendar);
  const due: Notice[] = [];
  if (day >= addDays(deadline.dueOn, policy.reminderAfterDays)) {
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
