import type { AppContext } from '../app/context.ts';
import type { Clock } from '../app/ports/clock.ts';
import { everyMinute } from './every-minute.ts';

/**
 * Reckons what each line needs, and what would make the inventory smaller, before anybody asks: now, and whenever calls
 * or ten minutes have made it old. Resolves with what ends it, which breaks off what it is doing.
 */
export function startPlanWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  const end = everyMinute(() => reckonPlans(context), clock, report);
  return async () => {
    await context.reckoning.end();
    await end();
  };
}

/** What the worker does each time. */
export async function reckonPlans({ reckoning }: Pick<AppContext, 'reckoning'>): Promise<void> {
  await reckoning.renew('plans');
  await reckoning.renew('proposals');
}
