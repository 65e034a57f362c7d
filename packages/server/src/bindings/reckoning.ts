import { Worker } from 'node:worker_threads';

import { arePlansDue, renewPlans } from '../app/capacity/renew-plans.ts';
import { areProposalsDue, renewProposals } from '../app/consolidation/renew-proposals.ts';
import { staffCalls, type StaffedDay } from '../app/capacity/staff-calls.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { Reckonable, Reckoning, StaffingTask } from '../app/ports/reckoning.ts';
import type { OpenStore } from '../store/open-store.ts';
import type { ReckoningTask } from './reckoning-thread.ts';

/** What the thread may take, MB: the inventory of a city of 10,000 lines takes a third of it. */
const MEMORY_MB = 256;

type Opened = Pick<OpenStore, 'store' | 'connection'>;

/** Reckons in this thread: for commands and tests, where nobody else is served meanwhile. */
export function reckonHere({ store }: Opened, clock: Clock): Reckoning {
  const renew = oneAfterTheOther((what) =>
    what === 'plans'
      ? renewPlans({ store, clock }, { all: false })
      : renewProposals({ store, clock }),
  );
  return {
    isApart: false,
    renew,
    staff: ({ record, target, shrinkage, whatIf }) =>
      Promise.resolve([...staffCalls(record, target, shrinkage, whatIf)]),
    end: () => Promise.resolve(),
  };
}

/**
 * Reckons in a thread with a connection of its own: neither its work nor the calls that it reads hold up whoever is served.
 * The thread is there only as long as something is due, and its memory goes with it.
 */
export function reckonApart({ store, connection }: Opened, clock: Clock): Reckoning {
  let isFirst = true;
  let ended = false;
  let thread: Worker | null = null;
  const run = (task: ReckoningTask) =>
    new Promise<void>((resolve, reject) => {
      thread = new Worker(new URL('./reckoning-thread.ts', import.meta.url), {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      });
      thread.once('error', reject);
      thread.once('exit', (code) => {
        thread = null;
        if (code === 0 || ended) resolve();
        else reject(new Error(`the thread that reckons ended (${code})`));
      });
    });
  const renew = oneAfterTheOther(async (what) => {
    const isDue =
      what === 'plans'
        ? isFirst || (await arePlansDue({ store }))
        : await areProposalsDue({ store, clock });
    if (!isDue || ended) return;
    await run({ what, connection, nowMs: clock.nowMs(), all: isFirst });
    if (what === 'plans') isFirst = false;
  });
  let staffing: Promise<unknown> = Promise.resolve();
  const staffers = new Set<Worker>();
  return {
    isApart: true,
    renew,
    staff: (task) => {
      const done = staffing.then(() => staffApart(task, staffers));
      staffing = done.catch(() => undefined);
      return done;
    },
    end: async () => {
      ended = true;
      await Promise.all([...staffers].map((one) => one.terminate()));
      await thread?.terminate();
    },
  };
}

/** Work is done in the order in which it is asked for; what waits already is not asked for twice. */
function oneAfterTheOther(
  work: (what: Reckonable) => Promise<void>,
): (what: Reckonable) => Promise<void> {
  const waiting = new Map<Reckonable, Promise<void>>();
  let last: Promise<unknown> = Promise.resolve();
  return (what) => {
    const asked = waiting.get(what);
    if (asked !== undefined) return asked;
    const done = last.then(() => {
      waiting.delete(what);
      return work(what);
    });
    waiting.set(what, done);
    last = done.catch(() => undefined);
    return done;
  };
}

/** Staffs a week in a thread that ends with it. */
function staffApart(task: StaffingTask, running: Set<Worker>): Promise<readonly StaffedDay[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./staffing-thread.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    running.add(thread);
    thread.once('message', (days: readonly StaffedDay[]) => resolve(days));
    thread.once('error', reject);
    thread.once('exit', (code) => {
      running.delete(thread);
      reject(new Error(`the thread that staffs ended (${code})`));
    });
  });
}
