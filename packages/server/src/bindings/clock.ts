import type { Clock } from '../app/ports/clock.ts';

/** The machine's time. */
export const machineClock: Clock = {
  nowMs: () => Date.now(),
  wait: (lengthMs, signal) =>
    new Promise((done) => {
      if (signal?.aborted) return done();
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        done();
      };
      const timer = setTimeout(finish, lengthMs);
      signal?.addEventListener('abort', finish, { once: true });
    }),
  every: (lengthMs, work) => {
    let stopped = false;
    let timer: NodeJS.Timeout;
    const turn = () => {
      void Promise.resolve()
        .then(work)
        .catch(() => undefined)
        .then(() => {
          if (!stopped) timer = setTimeout(turn, lengthMs).unref();
        });
    };
    timer = setTimeout(turn, lengthMs).unref();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  },
};
