import type { Permission } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { TicketRow } from '../ports/store/tickets.ts';

/** The ticket, if there is one and the actor may do the operation with it. */
export async function visibleTicket(
  context: AppContext,
  permission: Permission,
  id: string,
): Promise<TicketRow> {
  const scope = await authorise(context, permission);
  const row = await context.store.tickets.row(id);
  if (!row) throw notFound('ticket');
  requireInside(scope, row.departmentId);
  return row;
}
