import type { Ticket, TicketQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { ticketView } from './ticket-view.ts';

export async function listTickets(context: AppContext, query: TicketQuery): Promise<Page<Ticket>> {
  const scope = await authorise(context, 'tickets.see');
  const found = await context.store.tickets.page(query, scope, pagingOf(query));
  return { ...found, items: found.items.map(ticketView) };
}
