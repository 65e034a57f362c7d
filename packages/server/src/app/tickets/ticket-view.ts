import type { Ticket } from '@everyline/contract';
import { verdictWord } from '@everyline/domain';

import { displayNumber } from '../lines/display-number.ts';
import type { TicketRow } from '../ports/store/tickets.ts';

/** A ticket as screens show it, with what is to be done in one sentence. */
export function ticketView(row: TicketRow): Ticket {
  const display = displayNumber(row);
  return {
    id: row.id,
    number: row.number,
    lineId: row.lineId,
    lineDisplay: display,
    department:
      row.departmentId === null ? null : { id: row.departmentId, name: row.departmentName ?? '' },
    fault: row.fault,
    state: row.state,
    openedAtMs: row.openedAtMs,
    dueOn: row.dueOn,
    closedAtMs: row.closedAtMs,
    retestPlannedAtMs: row.state === 'open' ? row.retestAskedAtMs : null,
    sentence: {
      zh: `${display} 经拨测判定为“${verdictWord(row.fault, 'zh-CN')}”，请于 ${row.dueOn} 前整改。`,
      en: `Test calls found ${display} ${verdictWord(row.fault, 'en')}; repair it by ${row.dueOn}.`,
    },
  };
}
