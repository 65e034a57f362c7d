import type { Ticket, TicketExportQuery, TicketQuery } from '@everyline/contract';
import { localTime } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { ticketView } from './ticket-view.ts';

/** Tickets that an export takes out of the store at a time. */
const portion = 200;

export async function listTickets(context: AppContext, query: TicketQuery): Promise<Page<Ticket>> {
  const scope = await authorise(context, 'tickets.see');
  const nowMs = context.clock.nowMs();
  const filter = { ...query, today: todayOf(nowMs) };
  const found = await context.store.tickets.page(filter, scope, pagingOf(query));
  return { ...found, items: found.items.map((row) => ticketView(row, nowMs)) };
}

/** All tickets of a filter, one after the other, for a file. */
export async function* exportTickets(
  context: AppContext,
  query: TicketExportQuery,
): AsyncGenerator<Ticket> {
  const scope = await authorise(context, 'tickets.export');
  const nowMs = context.clock.nowMs();
  // By number, so that tickets that are moved meanwhile keep their place.
  const filter = { ...query, sort: 'number' as const, today: todayOf(nowMs) };
  await recordAudit(context, context.store, 'tickets.export', { kind: 'tickets', id: null }, query);
  for (let page = 1; ; page += 1) {
    const found = await context.store.tickets.page(filter, scope, { page, pageSize: portion });
    for (const row of found.items) yield ticketView(row, nowMs);
    if (page * portion >= found.total) return;
  }
}

function todayOf(nowMs: number): string {
  return localTime(cityCalendar(), nowMs).day;
}
