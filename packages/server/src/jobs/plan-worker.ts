import { bookedLines } from '../app/capacity/plan-book.ts';
import { renewProposals } from '../app/consolidation/reckon-proposals.ts';
import type { AppContext } from '../app/context.ts';
import type { Clock } from '../app/ports/clock.ts';
import { everyMinute } from './every-minute.ts';

/**
 * Reckons what each line needs, and what would make the inventory smaller, before anybody asks: now, and whenever calls
 * or ten minutes have made it old. Resolves with what ends it, after what it is doing.
 */
export function startPlanWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  return everyMinute(() => reckonPlans(context), clock, report);
}

/** What the worker does each time. */
export async function reckonPlans(context: AppContext): Promise<void> {
  await bookedLines(context, await context.store.lines.active());
  await renewProposals(context);
}
