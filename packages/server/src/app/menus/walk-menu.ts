import type { Line, Observation } from '@everyline/domain';
import {
  MenuWalk,
  readPrint,
  scriptFor,
  type GivenScript,
  type Heard,
  type MenuLimits,
  type ProbeEnd,
} from '@everyline/telephony';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { PlacedCall } from '../ports/call-placer.ts';
import type { StoredMenuWalk } from '../ports/store/menus.ts';
import { tellChangedMenu } from './tell-changed-menu.ts';

/**
 * The walk of a line that goes on, under its limits; where there is none, or one under others, another is begun, and
 * the one before stays as it is. Each of its calls is asked for at the guard like any other.
 */
export async function openWalk(
  context: AppContext,
  line: Pick<Line, 'id'>,
  limits: MenuLimits,
): Promise<StoredMenuWalk> {
  const nowMs = context.clock.nowMs();
  return context.store.transaction(async (within) => {
    const open = await within.menus.open(line.id);
    const { depth, calls, keys } = limits;
    if (open !== null) {
      const { limits: now } = open;
      if (now.depth === depth && now.calls === calls && now.keys === keys) return open;
      await within.menus.put({ ...open, finishedAtMs: nowMs });
    }
    const walk: StoredMenuWalk = {
      id: newId(context),
      lineId: line.id,
      limits,
      places: [],
      calls: 0,
      startedAtMs: nowMs,
      changedAtMs: nowMs,
      finishedAtMs: null,
    };
    await within.menus.put(walk);
    const subject = { kind: 'line', id: line.id } as const;
    await recordAudit(context, within, 'menus.walk', subject, { walk: walk.id, ...limits });
    return walk;
  });
}

/** The next call of a walk: the keys that it goes by, and its script; null when the walk is over. */
export function nextCallOf(
  walk: StoredMenuWalk,
): { readonly path: string; readonly script: GivenScript } | null {
  const path = walkOf(walk).nextPath();
  return path === null ? null : { path, script: { script: scriptFor(path), audio: {} } };
}

/** Takes what a call of a walk has heard, and ends the walk where nothing more is to be called. */
export async function takeWalkedCall(
  context: AppContext,
  walk: StoredMenuWalk,
  path: string,
  observation: Pick<Observation, 'probeId' | 'script'>,
  promptPrints: PlacedCall['promptPrints'],
): Promise<StoredMenuWalk> {
  const walked = walkOf(walk);
  const { script } = observation;
  walked.take(path, {
    call: observation.probeId,
    endedBy: (script?.endedBy ?? 'stopped') as ProbeEnd,
    stretches: (script?.stretches ?? []).map((stretch, n) => {
      const print = promptPrints[n]?.print ?? null;
      return {
        ...stretch,
        heard: stretch.heard as readonly Heard[],
        print: print === null ? null : readPrint(print),
      };
    }),
  });
  const nowMs = context.clock.nowMs();
  const taken: StoredMenuWalk = {
    ...walk,
    places: walked.places(),
    calls: walked.calls,
    changedAtMs: nowMs,
    finishedAtMs: walked.nextPath() === null ? nowMs : null,
  };
  await context.store.transaction(async (within) => {
    await within.menus.put(taken);
    if (taken.finishedAtMs !== null) await tellChangedMenu(context, within, taken);
  });
  return taken;
}

function walkOf({ limits, places, calls }: StoredMenuWalk): MenuWalk {
  return new MenuWalk(limits, places, calls);
}
