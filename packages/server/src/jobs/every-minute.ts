import { onceAtATime } from '../app/once-at-a-time.ts';
import type { Clock } from '../app/ports/clock.ts';

/** How soon what is due goes out after midnight, or after a start. */
const lookEveryMs = 60_000;

/**
 * Does work now and every minute, never twice at a time; what a process that was down missed is done when the next
 * looks. Resolves with what ends it, after what it is doing.
 *
 * @param clock the city's, whose waits are the machine's: what sets a city's time forward may also look at once
 */
export function everyMinute(
  work: () => Promise<unknown>,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const once = onceAtATime(async () => {
    await work();
  });
  const look = () => (last = once().catch(report));
  const end = clock.every(lookEveryMs, look);
  void look();
  return async () => {
    end();
    await last;
  };
}
