import type { Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { reckonMeanwhile } from '../reckon-meanwhile.ts';
import { bookedLines } from './plan-book.ts';

/** Whether plans are to be reckoned anew: something they follow from has changed, or there are none yet. */
export async function arePlansDue({ store }: Pick<AppContext, 'store'>): Promise<boolean> {
  return (await store.reckoned.plansStand())?.isDue ?? true;
}

/**
 * Reckons the plans of lines of which something has changed.
 *
 * @param all holds each line's plan against what it followed from: the first time after a start, since another version of
 * the program may reckon otherwise
 */
export async function renewPlans(
  context: Pick<AppContext, 'store' | 'clock'>,
  { all }: { readonly all: boolean },
): Promise<void> {
  const { store, clock } = context;
  const { reckoned, lines } = store;
  const atMs = clock.nowMs();
  const renew = async (some: readonly Line[]) => {
    const booked = await bookedLines(context, some);
    await reckoned.dropPlans(some.flatMap(({ id }) => (booked.has(id) ? [] : [id])));
  };
  if (all || (await reckoned.plansStand()) === null) await renew(await lines.active());
  for (;;) {
    const { markIds, lineIds } = await reckoned.plansDue();
    if (lineIds.length > 0) await renew(await lines.active({ lineIds }));
    await reckoned.plansSeen(markIds, atMs);
    if (markIds.length === 0) return;
  }
}

/**
 * The moment as of which plans may be shown; newer ones are reckoned meanwhile where they are due.
 */
export async function plansAsOfMs(
  context: Pick<AppContext, 'store' | 'clock' | 'reckoning'>,
): Promise<number> {
  const { store, clock, reckoning } = context;
  const stand = await store.reckoned.plansStand();
  if (stand !== null && !stand.isDue) return clock.nowMs();
  const isShown = await reckonMeanwhile(reckoning, 'plans', stand !== null);
  if (stand !== null && isShown) return stand.atMs;
  return clock.nowMs();
}
