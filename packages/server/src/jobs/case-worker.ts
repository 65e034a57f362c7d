import { chaseCases } from '../app/cases/chase-cases.ts';
import type { AppContext } from '../app/context.ts';
import type { Clock } from '../app/ports/clock.ts';
import { everyMinute } from './every-minute.ts';

/** Sends what is due about cases, now and every minute. Resolves with what ends it, after what it is doing. */
export function startCaseWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  return everyMinute(() => chaseCases(context), clock, report);
}
