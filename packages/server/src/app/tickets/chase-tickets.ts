import {
  addDays,
  departmentAbove,
  isWorkingDay,
  localTime,
  momentOf,
  noticesDue,
  workingDaysOverdue,
  type Department,
  type TicketNotice,
  type TicketPolicy,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type { StoredNotice, TicketRow } from '../ports/store/tickets.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { openWithin, tellOpened } from './open-ticket.ts';
import { tellNoticeWithin } from './ticket-news.ts';
import { ticketRules } from './ticket-rules.ts';

const portion = 200;

/** What one look did. */
export interface Chased {
  readonly notices: number;
  readonly opened: number;
}

/**
 * Does what is due about tickets now: reminders, written notices, reports to the offices above, and
 * tickets for contradictions that nobody resolved. Whom they concern is told; each goes out once, however often and in however
 * many processes this looks.
 */
export async function chaseTickets(context: AppContext): Promise<Chased> {
  const policy = await ticketRules(context.store);
  const departments = await context.store.departments.all();
  const today = localTime(cityCalendar(), context.clock.nowMs()).day;
  let notices = 0;
  for (let after: string | null = null; ;) {
    const late: TicketRow[] = await context.store.tickets.overdue(today, after, portion);
    const given = await context.store.tickets.noticesOf(late.map(({ id }) => id));
    for (const row of late) {
      // Most overdue tickets have had what is due: they cost nothing more.
      if (dueNow(context, row, given.get(row.id) ?? [], policy).length === 0) continue;
      notices += await chaseTicket(context, row.id, policy, departments);
    }
    after = late.at(-1)?.id ?? null;
    if (after === null || late.length < portion) break;
  }
  return { notices, opened: await openForConflicts(context, policy) };
}

async function chaseTicket(
  context: AppContext,
  id: string,
  policy: TicketPolicy,
  departments: readonly Department[],
): Promise<number> {
  const calendar = cityCalendar();
  const nowMs = context.clock.nowMs();
  const sent = await context.store.transaction(async (within) => {
    const row = await within.tickets.held(id);
    if (!row) return [];
    const due = dueNow(context, row, await within.tickets.notices(id), policy);
    const out: StoredNotice[] = [];
    for (const one of due) {
      const notice: StoredNotice = {
        ...one,
        dueOn: row.dueOn,
        atMs: nowMs,
        workingDaysOverdue: workingDaysOverdue(row, nowMs, calendar),
        toDepartmentId: receiver(row, one, departments),
      };
      if (!(await within.tickets.addNotice(id, notice))) continue;
      const department =
        departments.find((office) => office.id === notice.toDepartmentId)?.name ?? null;
      await within.tickets.addStep(id, {
        atMs: nowMs,
        by: actorName(context.actor),
        kind: one.kind,
        detail: { level: one.level, department },
      });
      await recordAudit(
        context,
        within,
        `tickets.${one.kind}`,
        { kind: 'ticket', id },
        { level: one.level, dueOn: row.dueOn, toDepartmentId: notice.toDepartmentId },
      );
      await tellNoticeWithin(context, within, row, notice, department);
      out.push(notice);
    }
    return out.map(() => row.state);
  });
  const [state] = sent;
  if (state !== undefined) context.events.publish({ type: 'ticket.changed', ticketId: id, state });
  return sent.length;
}

/** What is due about a ticket and has not gone out for its present deadline. */
function dueNow(
  context: AppContext,
  row: TicketRow,
  given: readonly StoredNotice[],
  policy: TicketPolicy,
): TicketNotice[] {
  const now = given.filter(({ dueOn }) => dueOn === row.dueOn);
  return noticesDue(row, now, policy, cityCalendar(), context.clock.nowMs());
}

/** The office itself, or so many above it; null where the tree is not that high: those who direct. */
function receiver(
  row: TicketRow,
  notice: TicketNotice,
  departments: readonly Department[],
): string | null {
  if (row.departmentId === null || notice.level === 0) return row.departmentId;
  return departmentAbove(departments, row.departmentId, notice.level);
}

/** Tickets for contradictions that were left unresolved for longer than the rules allow. */
async function openForConflicts(context: AppContext, policy: TicketPolicy): Promise<number> {
  const days = policy.conflictOpensAfterWorkingDays;
  if (days === null) return 0;
  const before = workingDaysBefore(context.clock.nowMs(), days);
  const waiting = await context.store.tickets.conflictsWithoutTicket(before, portion);
  let count = 0;
  for (const { conflictId, lineId } of waiting) {
    const line = await context.store.lines.byId(lineId);
    if (!line) continue;
    const { ticket, opened } = await context.store.transaction((within) =>
      openWithin(context, within, line, {
        fault: 'contradictory',
        origin: 'conflict',
        conflictId,
      }),
    );
    tellOpened(context, ticket, opened);
    if (opened) count += 1;
  }
  return count;
}

/** Start of the day so many working days before today. */
function workingDaysBefore(nowMs: number, count: number): number {
  const calendar = cityCalendar();
  let { day } = localTime(calendar, nowMs);
  for (let left = count; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return momentOf(calendar, day, 0);
}
