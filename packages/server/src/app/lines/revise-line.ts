import {
  factChanges,
  localTime,
  workingDaysLate,
  type FactChange,
  type Line,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import { ownerRules } from '../owners/owner-rules.ts';
import type { Repositories } from '../ports/store.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/** Why and since when a line is changed. */
export interface Revision {
  readonly reason?: string;
  /** Since when it is so (`2026-11-30`); what is reported late says by how much. */
  readonly sinceDay?: string | undefined;
  /** The line that stands in the place of one that ends. */
  readonly successorId?: string;
  /** Who says so, where it is not the one who asks. */
  readonly by?: string;
}

/**
 * Changes a line in the transaction of what it follows from. What is published of it makes a new
 * version, with what was before: its owner is asked about that anew.
 */
export async function reviseLine(
  context: Pick<AppContext, 'actor' | 'clock'>,
  within: Repositories,
  before: Line,
  change: Partial<Omit<Line, 'id' | 'number' | 'createdAtMs'>>,
  about: Revision = {},
): Promise<void> {
  await within.lines.update(before.id, change);
  const changes = factChanges(before, change);
  if (changes.length === 0) return;
  const atMs = context.clock.nowMs();
  const { sinceDay } = about;
  const { reportWithinWorkingDays } = await ownerRules(within);
  const calendar = cityCalendar();
  await within.owners.addVersion({
    lineId: before.id,
    atMs,
    by: about.by ?? actorName(context.actor),
    reason: about.reason ?? '',
    sinceDay: sinceDay ?? null,
    lateWorkingDays:
      sinceDay === undefined
        ? 0
        : workingDaysLate(
            sinceDay,
            localTime(calendar, atMs).day,
            reportWithinWorkingDays,
            calendar,
          ),
    changes: await withNames(within, changes),
    successorId: about.successorId ?? null,
  });
}

/** Offices by the names that they have now: the history must not change when one is renamed. */
async function withNames(
  within: Repositories,
  changes: readonly FactChange[],
): Promise<FactChange[]> {
  const nameOf = async (id: string | null) =>
    id === null ? null : ((await within.departments.byId(id))?.name ?? id);
  const named: FactChange[] = [];
  for (const one of changes) {
    named.push(
      one.fact === 'departmentId'
        ? { ...one, before: await nameOf(one.before), after: await nameOf(one.after) }
        : one,
    );
  }
  return named;
}
