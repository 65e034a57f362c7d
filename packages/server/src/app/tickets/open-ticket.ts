import type { NewTicket, Ticket } from '@everyline/contract';
import { newTicket, type Line, type TicketFault, type TicketOrigin } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { tellOpenedWithin } from './ticket-news.ts';
import { ticketRules } from './ticket-rules.ts';
import { ticketView } from './ticket-view.ts';

/** Opens a ticket by hand; where one is open for the same fault of the line, that one is given back. */
export async function openTicket(
  context: AppContext,
  input: NewTicket,
): Promise<{ ticket: Ticket; opened: boolean }> {
  const scope = await authorise(context, 'tickets.open');
  const line = await context.store.lines.byId(input.lineId);
  if (!line) throw notFound('line');
  requireInside(scope, line.departmentId);
  const { fault, conflictId } = input;
  const note = input.note.trim();
  if (note === '') {
    const detail = { zh: '请写明问题', en: 'say what is wrong' };
    throw new AppFault('invalid_input', { detail }, 'note');
  }
  if (conflictId !== undefined) await requireConflict(context, conflictId, line);
  const { ticket, opened } = await context.store.transaction((within) =>
    openWithin(context, within, line, {
      fault: conflictId === undefined ? fault : 'contradictory',
      origin: conflictId === undefined ? 'hand' : 'conflict',
      note,
      ...(conflictId !== undefined && { conflictId }),
    }),
  );
  tellOpened(context, ticket, opened);
  return { ticket: ticketView(ticket, context.clock.nowMs()), opened };
}

async function requireConflict(context: AppContext, id: string, line: Line): Promise<void> {
  const conflict = await context.store.sources.conflictById(id);
  if (!conflict) throw notFound('conflict');
  if (!conflict.lineIds.includes(line.id)) {
    const detail = { zh: '此线路不在这个矛盾中', en: 'the line is not part of that conflict' };
    throw new AppFault('invalid_input', { detail }, 'lineId');
  }
  if (conflict.resolvedAtMs !== null) throw new AppFault('wrong_state', { state: 'resolved' });
}

/** Opens a ticket in the transaction of what it follows from. */
export async function openWithin(
  context: AppContext,
  within: Repositories,
  line: Line,
  about: {
    readonly fault: TicketFault;
    readonly origin: TicketOrigin;
    readonly note?: string;
    readonly evidence?: readonly string[];
    readonly conflictId?: string;
  },
): Promise<{ ticket: TicketRow; opened: boolean }> {
  const setting = { policy: await ticketRules(within), calendar: cityCalendar() };
  const begun = newTicket(line, { ...about, atMs: context.clock.nowMs() }, setting);
  const found = await within.tickets.open(
    { ...begun, id: newId(context) },
    actorName(context.actor),
  );
  if (found.opened) {
    const { fault, origin } = about;
    const subject = { kind: 'ticket', id: found.ticket.id };
    await recordAudit(context, within, 'tickets.open', subject, { lineId: line.id, fault, origin });
    await tellOpenedWithin(context, within, found.ticket);
  }
  return found;
}

/** Tells open screens of a ticket that has been opened. */
export function tellOpened(context: AppContext, ticket: TicketRow, opened: boolean): void {
  if (!opened) return;
  context.events.publish({ type: 'ticket.changed', ticketId: ticket.id, state: ticket.state });
}
