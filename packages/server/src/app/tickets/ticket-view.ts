import type { Ticket } from '@everyline/contract';
import { isOverdue, workingDaysOverdue } from '@everyline/domain';

import { displayNumber } from '../lines/display-number.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { faultSentence } from './ticket-words.ts';

/** A ticket as screens show it, with what is to be done in one sentence. */
export function ticketView(row: TicketRow, nowMs: number): Ticket {
  const calendar = cityCalendar();
  const overdue = isOverdue(row, nowMs, calendar);
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    lineId: row.lineId,
    lineDisplay: displayNumber(row.telephone),
    tier: row.tier,
    department:
      row.departmentId === null ? null : { id: row.departmentId, name: row.departmentName ?? '' },
    fault: row.fault,
    origin: row.origin,
    state: row.state,
    openedAtMs: row.openedAtMs,
    dueOn: row.dueOn,
    overdue,
    workingDaysOverdue: workingDaysOverdue(row, nowMs, calendar),
    extension: row.extension,
    timesReopened: row.timesReopened,
    closedAtMs: row.closedAtMs,
    retestPlannedAtMs: row.state === 'closed' ? null : row.retestAskedAtMs,
    sentence: faultSentence(row, overdue),
  };
}
