import type { Ticket } from '@everyline/contract';
import { isClosedByCalls } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { ticketView } from './ticket-view.ts';

/** Asks for a re-test; the dispatcher places it when the guard lets it, like any other call. */
export async function askRetest(context: AppContext, id: string): Promise<Ticket> {
  const scope = await authorise(context, 'tickets.retest');
  const row = await context.store.transaction(async (within) => {
    const before = await within.tickets.held(id);
    if (!before) throw notFound('ticket');
    requireInside(scope, before.departmentId);
    if (before.state === 'closed') throw new AppFault('wrong_state', { state: before.state });
    if (!isClosedByCalls(before.fault)) {
      const detail = {
        zh: '这类问题拨测听不出来',
        en: 'test calls do not hear whether this is repaired',
      };
      throw new AppFault('ticket_rule', { detail });
    }
    await within.tickets.askRetest(id, {
      atMs: context.clock.nowMs(),
      by: actorName(context.actor),
    });
    await recordAudit(context, within, 'tickets.retest', { kind: 'ticket', id });
    return within.tickets.row(id);
  });
  if (!row) throw notFound('ticket');
  return ticketView(row, context.clock.nowMs());
}
