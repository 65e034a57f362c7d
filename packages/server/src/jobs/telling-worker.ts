import { hearAgain } from '../app/channels/receive-from-channel.ts';
import type { AppContext } from '../app/context.ts';
import { onceAtATime } from '../app/once-at-a-time.ts';
import type { Clock } from '../app/ports/clock.ts';
import { deliverDue } from '../app/telling/deliver-due.ts';

/** How soon what is due leaves. */
const lookEveryMs = 5_000;

/**
 * Hears again what came by channels and was not answered, and sends what waits in the outbox, now and every few seconds. Resolves with what ends it, after what is
 * on its way.
 *
 * @param clock the machine's; whether something is due says the context's
 */
export function startTellingWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  const stop = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const work = onceAtATime(async () => {
    await hearAgain(context, report);
    await deliverDue(context, stop.signal);
  });
  const look = () => (last = work().catch(report));
  const end = clock.every(lookEveryMs, look);
  void look();
  return async () => {
    stop.abort();
    end();
    await last;
  };
}
