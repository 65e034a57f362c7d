import type { AppContext } from '../app/context.ts';
import { groupRecordings } from '../app/announcements/group-recordings.ts';
import { PrintLibrary } from '../app/announcements/print-library.ts';
import { onceAtATime } from '../app/once-at-a-time.ts';
import type { Clock } from '../app/ports/clock.ts';
import { renewDueVerdicts } from '../app/verdicts/renew-due-verdicts.ts';

/** How soon recordings of new calls are grouped; calls of a command line are told by nobody. */
const lookEveryMs = 5_000;
/** After each portion it rests so many times as long as that took: screens and calls come first. */
const restTimes = 2;

/**
 * Groups the recordings of new calls, and renews the verdicts of lines whose calls are read differently,
 * now and whenever something was labelled. Resolves with what ends it, after what it is doing.
 *
 * @param clock the machine's: in a city with a time of its own the work is as prompt
 */
export function startAnnouncementWorker(
  context: AppContext,
  clock: Clock,
  report: (cause: unknown) => void,
): () => Promise<void> {
  const library = new PrintLibrary();
  const stop = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const work = onceAtATime(async () => {
    while (!stop.signal.aborted) {
      const beganMs = clock.nowMs();
      const { stretches } = await groupRecordings(context, library);
      await renewDueVerdicts(context);
      if (stretches === 0) return;
      await clock.wait(restTimes * (clock.nowMs() - beganMs), stop.signal);
    }
  });
  const look = () => (last = work().catch(report));
  const endings = [
    context.events.subscribe((event) => {
      if (event.type === 'announcement.changed') void look();
    }),
    clock.every(lookEveryMs, look),
  ];
  void look();
  return async () => {
    stop.abort();
    for (const end of endings) end();
    await last;
  };
}
