import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { newId } from '../new-id.ts';
import { tellMentionedWithin } from '../people/mention-people.ts';
import { namePeople } from '../people/name-people.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { visibleTicket } from './visible-ticket.ts';

/** Adds a comment to the history; it moves nothing, so it cannot come too late. */
export async function commentTicket(context: AppContext, id: string, text: string): Promise<void> {
  const row = await visibleTicket(context, 'tickets.comment', id);
  await context.store.transaction((within) => commentTicketWithin(context, within, row, text));
  context.events.publish({ type: 'ticket.changed', ticketId: id, state: row.state });
}

/** The same in a transaction; whom it mentions is told. */
export async function commentTicketWithin(
  context: AppContext,
  within: Repositories,
  row: TicketRow,
  text: string,
): Promise<void> {
  const reason = text.trim();
  if (reason === '') {
    const detail = { zh: '留言是空的', en: 'the comment is empty' };
    throw new AppFault('invalid_input', { detail }, 'text');
  }
  await within.tickets.addStep(row.id, {
    atMs: context.clock.nowMs(),
    by: actorName(context.actor),
    kind: 'commented',
    reason,
  });
  await recordAudit(context, within, 'tickets.comment', { kind: 'ticket', id: row.id });
  const { zh: who } = (await namePeople(within))(actorName(context.actor));
  await tellMentionedWithin(context, within, reason, {
    key: `ticket:${row.id}:mention:${newId(context)}`,
    ticketId: row.id,
    departmentId: row.departmentId,
    seenBy: 'tickets.see',
    subject: {
      zh: `${who} 在整改单 #${row.number} 中提到您`,
      en: `${who} mentions you in ticket #${row.number}`,
    },
    text: { zh: `${who}：${reason}`, en: `${who}: ${reason}` },
  });
}
