import type { AppContext } from '../app/context.ts';
import type { Clock } from '../app/ports/clock.ts';
import { remindMeasures } from '../app/programmes/remind-measures.ts';
import { everyMinute } from './every-minute.ts';

/** Reminds offices of their measures, now and every minute. Resolves with what ends it, after what it is doing. */
export function startProgrammeWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  return everyMinute(() => remindMeasures(context), clock, report);
}
