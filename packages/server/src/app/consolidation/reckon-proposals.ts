import { proposeConsolidation, type Proposal } from '@everyline/domain';

import { USUAL_LINE_TARGET } from '../capacity/plan-lines.ts';
import type { AppContext } from '../context.ts';
import type { Store } from '../ports/store.ts';
import type { ReckonedProposals } from '../ports/store/reckoned.ts';
import { takeInventory } from './take-inventory.ts';

/** Proposals are reckoned anew after so long: a day's calls change few of them. */
const heldMs = 10 * 60_000;
/** Whoever asks waits so long for newer ones before they are given the last. */
const patienceMs = 100;

interface Held {
  /** When the latest reckoning began. */
  readonly atMs: number;
  readonly reckoned: Promise<ReckonedProposals>;
  readonly isDone: boolean;
  /** What was done last. */
  readonly shown: ReckonedProposals | null;
}

/** What was reckoned last of each city, also while it is being done. */
const held = new WeakMap<Store, Held>();

type ReckoningContext = Pick<AppContext, 'store' | 'clock'>;

/**
 * The proposals over the whole city; those of the last minutes where there are any. Older ones are given once more while
 * they are reckoned anew: over many lines that takes its time, and nobody waits for it but the first of a new city.
 */
export async function reckonProposals(context: ReckoningContext): Promise<ReckonedProposals> {
  const { reckoned, shown } = await latest(context);
  if (shown === null) return reckoned;
  return Promise.race([
    reckoned.catch(() => shown),
    context.clock.wait(patienceMs).then(() => shown),
  ]);
}

/** Sees to it that the proposals of the last minutes are kept. */
export async function renewProposals(context: ReckoningContext): Promise<void> {
  await (
    await latest(context)
  ).reckoned;
}

/** What was reckoned holds no longer: a person has rejected a proposal, and other ways are to be found. */
export async function proposalsAreDue({ store }: Pick<AppContext, 'store'>): Promise<void> {
  const last = held.get(store);
  if (last !== undefined) held.set(store, { ...last, atMs: -Infinity, isDone: true });
  await store.reckoned.proposalsAreDue();
}

async function latest(context: ReckoningContext): Promise<Held> {
  const { store, clock } = context;
  const atMs = clock.nowMs();
  const isFresh = (one: { readonly atMs: number }) => Math.abs(atMs - one.atMs) < heldMs;
  const last = held.get(store);
  if (last !== undefined && (!last.isDone || isFresh(last))) return last;
  // After a start, or where another process reckons, there may be some already.
  const kept = await store.reckoned.proposals();
  const meanwhile = held.get(store);
  if (meanwhile !== undefined && meanwhile !== last) return meanwhile;
  if (kept !== null && !kept.isDue && isFresh(kept)) {
    const one = { atMs: kept.atMs, reckoned: Promise.resolve(kept), isDone: true, shown: kept };
    held.set(store, one);
    return one;
  }
  const begun: Held = { atMs, reckoned: reckon(context, atMs), isDone: false, shown: kept };
  held.set(store, begun);
  const isHeld = () => held.get(store) === begun;
  begun.reckoned.then(
    (shown) => isHeld() && held.set(store, { ...begun, isDone: true, shown }),
    () => isHeld() && held.delete(store),
  );
  return begun;
}

async function reckon(context: ReckoningContext, atMs: number): Promise<ReckonedProposals> {
  const proposals: Proposal[] = [];
  const rejected = new Set(
    (await context.store.consolidation.decisions())
      .filter(({ word }) => word === 'rejected')
      .map(({ key }) => key),
  );
  const inventory = await takeInventory(context);
  for (const found of proposeConsolidation(inventory, USUAL_LINE_TARGET, rejected)) {
    proposals.push(found);
    // Each is simulated for a moment; others are served meanwhile.
    await context.clock.wait(0);
  }
  const reckoned = { atMs, proposals };
  await context.store.reckoned.putProposals(reckoned);
  return reckoned;
}
