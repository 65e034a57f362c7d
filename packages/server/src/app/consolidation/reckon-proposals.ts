import { proposeConsolidation, type Proposal } from '@everyline/domain';

import { USUAL_LINE_TARGET } from '../capacity/plan-lines.ts';
import type { AppContext } from '../context.ts';
import type { Store } from '../ports/store.ts';
import { takeInventory } from './take-inventory.ts';

/** Proposals as they were reckoned last. */
export interface Reckoned {
  readonly atMs: number;
  readonly proposals: readonly Proposal[];
}

/** Proposals are reckoned anew after so long: a day's calls change few of them. */
const heldMs = 10 * 60_000;

interface Held {
  /** When the latest reckoning began. */
  readonly atMs: number;
  readonly reckoned: Promise<Reckoned>;
  readonly isDone: boolean;
  /** What was done last. */
  readonly shown: Reckoned | null;
}

/** What was reckoned last of each city, also while it is being done. */
const held = new WeakMap<Store, Held>();

/**
 * The proposals over the whole city; those of the last minutes where there are any. Older ones are given once more while
 * they are reckoned anew: over many lines that takes its time, and nobody waits for it but the first.
 */
export function reckonProposals(context: Pick<AppContext, 'store' | 'clock'>): Promise<Reckoned> {
  const { store, clock } = context;
  const atMs = clock.nowMs();
  const last = held.get(store);
  if (last !== undefined && (!last.isDone || Math.abs(atMs - last.atMs) < heldMs)) {
    return last.shown === null ? last.reckoned : Promise.resolve(last.shown);
  }
  const begun = {
    atMs,
    reckoned: reckon(context, atMs),
    isDone: false,
    shown: last?.shown ?? null,
  };
  held.set(store, begun);
  const isHeld = () => held.get(store) === begun;
  begun.reckoned.then(
    (shown) => isHeld() && held.set(store, { ...begun, isDone: true, shown }),
    () => isHeld() && held.delete(store),
  );
  return begun.shown === null ? begun.reckoned : Promise.resolve(begun.shown);
}

/** What was reckoned holds no longer: a person has rejected a proposal, and other ways are to be found. */
export function forgetReckoned({ store }: Pick<AppContext, 'store'>): void {
  held.delete(store);
}

async function reckon(
  context: Pick<AppContext, 'store' | 'clock'>,
  atMs: number,
): Promise<Reckoned> {
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
  return { atMs, proposals };
}
