import { proposeConsolidation, type Proposal } from '@everyline/domain';

import { USUAL_LINE_TARGET } from '../capacity/plan-lines.ts';
import type { AppContext } from '../context.ts';
import type { Reckoned } from '../ports/store/reckoned.ts';
import { reckonMeanwhile } from '../reckon-meanwhile.ts';
import { takeInventory } from './take-inventory.ts';

/** Proposals are reckoned anew after so long: a day's calls change few of them. */
const heldMs = 10 * 60_000;

/** Whether proposals are to be reckoned anew: they are old, a person has rejected one, or there are none yet. */
export async function areProposalsDue({
  store,
  clock,
}: Pick<AppContext, 'store' | 'clock'>): Promise<boolean> {
  return !holds(await store.reckoned.proposalsStand(), clock.nowMs());
}

function holds(stand: Reckoned | null, nowMs: number): boolean {
  return stand !== null && !stand.isDue && Math.abs(nowMs - stand.atMs) < heldMs;
}

/** Reckons the proposals over the whole city where they are due. */
export async function renewProposals(context: Pick<AppContext, 'store' | 'clock'>): Promise<void> {
  const { store, clock } = context;
  const atMs = clock.nowMs();
  const stand = await store.reckoned.proposalsStand();
  if (holds(stand, atMs)) return;
  const rejected = await store.consolidation.rejected();
  const inventory = await takeInventory(context);
  const proposals: Proposal[] = [];
  for (const found of proposeConsolidation(inventory, USUAL_LINE_TARGET, rejected)) {
    proposals.push(found);
    // Each is simulated for a moment; others are served meanwhile.
    await clock.wait(0);
  }
  await store.transaction((within) =>
    within.reckoned.putProposals(atMs, proposals, stand?.asked ?? 0),
  );
}

/**
 * The moment as of which proposals may be shown; newer ones are reckoned meanwhile where they are due.
 */
export async function proposalsAsOfMs(
  context: Pick<AppContext, 'store' | 'clock' | 'reckoning'>,
): Promise<number> {
  const { store, clock, reckoning } = context;
  const stand = await store.reckoned.proposalsStand();
  if (stand !== null && holds(stand, clock.nowMs())) return stand.atMs;
  const isShown = await reckonMeanwhile(reckoning, 'proposals', stand !== null);
  if (stand !== null && isShown) return stand.atMs;
  return (await store.reckoned.proposalsStand())?.atMs ?? clock.nowMs();
}
