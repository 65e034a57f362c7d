import type { AppContext } from '../app/context.ts';
import { onceAtATime } from '../app/once-at-a-time.ts';
import type { Clock } from '../app/ports/clock.ts';
import { chaseTickets } from '../app/tickets/chase-tickets.ts';

/** How soon a reminder goes out after midnight, or after a start. */
const lookEveryMs = 60_000;

/**
 * Sends what is due about tickets, now and every minute; what a process that was down missed goes out
 * when the next looks, once. Resolves with what ends it, after what it is doing.
 *
 * @param clock the machine's; which day it is says the context's
 */
export function startTicketWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const work = onceAtATime(async () => {
    await chaseTickets(context);
  });
  const look = () => (last = work().catch(report));
  const end = clock.every(lookEveryMs, look);
  void look();
  return async () => {
    end();
    await last;
  };
}
