import type { Calendar } from '../calendar/calendar.ts';
import { addDays, localTime, momentOf } from '../calendar/local-time.ts';
import { addWorkingDays } from '../calendar/working-day.ts';
import type { OwnerPolicy } from './owner-policy.ts';

/** What an owner says of a line as it is published. */
export const ownerWords = ['confirmed', 'disputed'] as const;
export type OwnerWord = (typeof ownerWords)[number];

/** How what is published of a line stands with its owner. */
export const ownerStandings = [
  'never',
  'confirmed',
  'due',
  'expired',
  'changed',
  'disputed',
] as const;
export type OwnerStanding = (typeof ownerStandings)[number];

/** The last thing that an owner said of a line. */
export interface OwnerAnswer {
  readonly word: OwnerWord;
  /** The version of the line that it was said of. */
  readonly version: number;
  readonly atMs: number;
  /** Until when a confirmation holds; null of a dispute. */
  readonly validToMs: number | null;
}

/** A confirmation holds for the version that was confirmed, and for its time. */
export function ownerStanding(
  version: number,
  last: OwnerAnswer | null,
  policy: Pick<OwnerPolicy, 'remindBeforeDays'>,
  nowMs: number,
): OwnerStanding {
  if (last === null) return 'never';
  if (last.version !== version) return 'changed';
  if (last.word === 'disputed' || last.validToMs === null) return 'disputed';
  if (last.validToMs <= nowMs) return 'expired';
  return last.validToMs - policy.remindBeforeDays * 86_400_000 <= nowMs ? 'due' : 'confirmed';
}

/** The midnight at which an answer is due, or one ends to hold, so many days after a moment. */
export function dueAfterDays(atMs: number, days: number, calendar: Calendar): number {
  return momentOf(calendar, addDays(localTime(calendar, atMs).day, days), 0);
}

/** What has gone out about a line since its owner was asked, in this order. */
export const askStages = { asked: 0, before: 1, after: 2, silent: 3, answered: 4 } as const;

/** The stage that a line which waits for its owner has reached by now; it never goes back. */
export function askStage(
  dueMs: number,
  policy: OwnerPolicy,
  calendar: Calendar,
  nowMs: number,
): 0 | 1 | 2 | 3 {
  const { day } = localTime(calendar, dueMs);
  const silentFrom =
    policy.silenceWorkingDays === null
      ? Infinity
      : momentOf(
          calendar,
          addDays(addWorkingDays(calendar, addDays(day, -1), policy.silenceWorkingDays), 1),
          0,
        );
  if (nowMs >= silentFrom) return askStages.silent;
  if (nowMs >= momentOf(calendar, addDays(day, policy.remindAfterDays), 0)) return askStages.after;
  return nowMs >= momentOf(calendar, addDays(day, -policy.remindBeforeDays), 0)
    ? askStages.before
    : askStages.asked;
}
