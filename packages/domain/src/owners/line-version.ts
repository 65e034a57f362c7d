import type { Calendar } from '../calendar/calendar.ts';
import { addDays } from '../calendar/local-time.ts';
import { addWorkingDays, workingDaysBetween } from '../calendar/working-day.ts';
import type { Line } from '../lines/line.ts';

/** What is published of a line and who answers for it; a change of any of these makes a new version. */
export const versionedFacts = ['departmentId', 'purpose', 'services', 'hours', 'state'] as const;
export type VersionedFact = (typeof versionedFacts)[number];

/** One fact before and after a change, as it can be written in a list. */
export interface FactChange {
  readonly fact: VersionedFact;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a change does to the published facts of a line; empty where it leaves them as they are. */
export function factChanges(before: Line, change: Partial<Line>): FactChange[] {
  return versionedFacts.flatMap((fact) => {
    if (change[fact] === undefined) return [];
    const [was, is] = [textOf(before[fact]), textOf(change[fact])];
    return was === is ? [] : [{ fact, before: was, after: is }];
  });
}

function textOf(value: Line[VersionedFact]): string | null {
  return value === null || typeof value === 'string' ? value : value.join('；');
}

/** By how many working days a change was reported too late; 0: in time. */
export function workingDaysLate(
  sinceDay: string,
  reportedOn: string,
  withinWorkingDays: number,
  calendar: Calendar,
): number {
  const last = addWorkingDays(calendar, sinceDay, withinWorkingDays);
  return reportedOn <= last ? 0 : workingDaysBetween(calendar, addDays(last, 1), reportedOn).length;
}
