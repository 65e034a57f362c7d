import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { addWorkingDays } from '../calendar/working-day.ts';
import type { Movable } from '../moves/movable.ts';
import { hasPassed, workingDaysPast, type Deadline } from '../moves/move-deadlines.ts';
import type { CasePolicy } from './case-policy.ts';

/**
 * Where a demand stands on its way, as 12345 platforms have it: received, dispatched to an office,
 * accepted (or returned as wrong office), in progress, answered, visited back, closed; or reopened.
 */
export const caseStates = [
  'received',
  'dispatched',
  'returned',
  'accepted',
  'in_progress',
  'answered',
  'visited',
  'reopened',
  'closed',
] as const;
export type CaseState = (typeof caseStates)[number];

/** By which way a demand came in, and its result goes back. */
export const caseChannels = [
  'telephone',
  'counter',
  'letter',
  'web',
  'app',
  'message',
  'work_orders',
  'other',
] as const;
export type CaseChannel = (typeof caseChannels)[number];

/** What the citizen says of the result when visited back. */
export const satisfactions = ['satisfied', 'not_satisfied', 'not_reached'] as const;
export type Satisfaction = (typeof satisfactions)[number];

/** What a citizen or company wants done, on its way through the offices. */
export interface Case extends Movable<CaseState> {
  readonly id: string;
  readonly demand: string;
  /** Code of a category of the city's rules. */
  readonly category: string;
  readonly place: string;
  readonly channel: CaseChannel;
  /** The line that the demand is about or came in on. */
  readonly lineId: string | null;
  readonly receivedAtMs: number;
  /** What the office answered last; empty while it has not. */
  readonly answer: string;
  readonly answeredAtMs: number | null;
  readonly satisfaction: Satisfaction | null;
  /** When somebody told the citizen the answer; null while it is still to be told. */
  readonly toldAtMs: number | null;
}

/** The states in which the office's deadline runs: while it is the office's turn. */
export const runningCaseStates: readonly CaseState[] = [
  'dispatched',
  'accepted',
  'in_progress',
  'reopened',
];

export function caseDeadlineRuns(state: CaseState): boolean {
  return runningCaseStates.includes(state);
}

type Due = Pick<Case, 'state' | 'dueOn'>;

export function caseDeadline({ state, dueOn }: Due): Deadline {
  return { runs: caseDeadlineRuns(state), dueOn };
}

/** Whether the office has let the last day of an answer pass. */
export function isCaseOverdue(one: Due, nowMs: number, calendar: Calendar): boolean {
  return hasPassed(caseDeadline(one), nowMs, calendar);
}

/** Working days that have begun since the last day; 0 while it is not overdue. */
export function caseDaysOverdue(one: Due, nowMs: number, calendar: Calendar): number {
  return workingDaysPast(caseDeadline(one), nowMs, calendar);
}

/** Whether the citizen has not been told yet what was answered; who sent it by their own system tells them. */
export function isToBeTold(one: Pick<Case, 'answeredAtMs' | 'toldAtMs' | 'channel'>): boolean {
  return one.answeredAtMs !== null && one.toldAtMs === null && one.channel !== 'work_orders';
}

/** Last day for an answer to a demand of a category that an office gets at a moment. */
export function caseDueDay(
  policy: CasePolicy,
  category: string,
  fromMs: number,
  calendar: Calendar,
): string {
  const days =
    policy.categories.find(({ code }) => code === category)?.answerWorkingDays ??
    policy.otherWorkingDays;
  return addWorkingDays(calendar, localTime(calendar, fromMs).day, days);
}

/** A case as it begins: received, and with nobody yet, or known to belong to an office. */
export function newCase(
  about: Pick<
    Case,
    'id' | 'demand' | 'category' | 'place' | 'channel' | 'lineId' | 'departmentId'
  > & { readonly atMs: number },
  policy: CasePolicy,
  calendar: Calendar,
): Case {
  const { atMs, ...given } = about;
  return {
    ...given,
    state: 'received',
    receivedAtMs: atMs,
    answer: '',
    answeredAtMs: null,
    satisfaction: null,
    toldAtMs: null,
    assignedAtMs: atMs,
    dueOn: caseDueDay(policy, given.category, atMs, calendar),
    extension: null,
    extensionsGranted: 0,
    timesReopened: 0,
    closedAtMs: null,
    version: 1,
  };
}
