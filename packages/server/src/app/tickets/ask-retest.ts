import type { Ticket } from '@everyline/contract';

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
    const before = await within.tickets.row(id);
    if (!before) throw notFound('ticket');
    requireInside(scope, before.departmentId);
    if (before.state !== 'open') throw new AppFault('wrong_state', { state: before.state });
    await within.tickets.askRetest(id, {
      atMs: context.clock.nowMs(),
      by: actorName(context.actor),
    });
    await recordAudit(context, within, 'tickets.retest', { kind: 'ticket', id });
    return within.tickets.row(id);
  });
  if (!row) throw notFound('ticket');
  return ticketView(row);
}
