import type { AppContext } from '../app/context.ts';
import type { Clock } from '../app/ports/clock.ts';
import { chaseTickets } from '../app/tickets/chase-tickets.ts';
import { everyMinute } from './every-minute.ts';

/** Sends what is due about tickets, now and every minute. Resolves with what ends it, after what it is doing. */
export function startTicketWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  return everyMinute(() => chaseTickets(context), clock, report);
}
