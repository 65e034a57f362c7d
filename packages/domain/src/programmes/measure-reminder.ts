import type { Calendar } from '../calendar/calendar.ts';
import { addDays } from '../calendar/local-time.ts';
import { addWorkingDays } from '../calendar/working-day.ts';
import type { MeasureState } from './programme.ts';

/** Calendar days before the last day on which the offices of a measure are reminded. */
export const remindBeforeDays = 7;

/** What goes out about a measure: some days before its last day, and once it has passed. */
export type MeasureReminder = 'before' | 'after';

/**
 * The reminder that is due about a measure today; each goes out once for one deadline. The one after
 * leaves on the working day that follows the last day.
 */
export function reminderDue(
  { deadline, state }: { readonly deadline: string | null; readonly state: MeasureState },
  calendar: Calendar,
  today: string,
): MeasureReminder | null {
  if (deadline === null || state === 'done') return null;
  if (today <= deadline) return today >= addDays(deadline, -remindBeforeDays) ? 'before' : null;
  return today >= addWorkingDays(calendar, deadline, 1) ? 'after' : null;
}
