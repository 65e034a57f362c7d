import type { AppContext } from '../app/context.ts';
import { onceAtATime } from '../app/once-at-a-time.ts';
import { chaseOwners } from '../app/owners/chase-owners.ts';
import type { Clock } from '../app/ports/clock.ts';

/** How soon an office is asked after midnight, or after a line became its own. */
const lookEveryMs = 60_000;

/**
 * Asks and reminds owners, now and every minute; what a process that was down missed goes out when the
 * next looks, once. Resolves with what ends it, after what it is doing.
 *
 * @param clock the machine's; which day it is says the context's
 */
export function startOwnerWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const work = onceAtATime(async () => {
    await chaseOwners(context);
  });
  const look = () => (last = work().catch(report));
  const end = clock.every(lookEveryMs, look);
  void look();
  return async () => {
    end();
    await last;
  };
}
