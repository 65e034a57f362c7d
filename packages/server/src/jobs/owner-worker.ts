import type { AppContext } from '../app/context.ts';
import { chaseOwners } from '../app/owners/chase-owners.ts';
import type { Clock } from '../app/ports/clock.ts';
import { everyMinute } from './every-minute.ts';

/** Asks and reminds owners, now and every minute. Resolves with what ends it, after what it is doing. */
export function startOwnerWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  return everyMinute(() => chaseOwners(context), clock, report);
}
