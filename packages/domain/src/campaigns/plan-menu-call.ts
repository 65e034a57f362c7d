import type { CallOutcome } from '../probes/outcome.ts';
import type { MenuWalkPolicy } from './campaign.ts';
import { planNextCall, type PlanFacts } from './plan-next-call.ts';

const dayMs = 86_400_000;
/** So many of the last calls that were answered say whether a menu answers; and at least so many of them. */
const lastAnswered = 5;
const fewestMenus = 2;

/** What is known when the next call of a line's walk is planned. */
export interface MenuFacts extends Omit<PlanFacts, 'decided' | 'spread'> {
  readonly menuWalks: MenuWalkPolicy;
  /** The walk of the line that was begun last; null where there was none. */
  readonly lastWalk: {
    readonly startedAtMs: number;
    readonly finishedAtMs: number | null;
  } | null;
}

/** Whether calls have met a menu at a line: most of those that were answered lately, and at least two. */
export function answersWithMenu(
  calls: readonly { readonly outcome: CallOutcome | null }[],
): boolean {
  const answered = calls
    .filter(({ outcome }) => outcome?.startsWith('answered_') === true)
    .slice(-lastAnswered);
  const menus = answered.filter(({ outcome }) => outcome === 'answered_ivr').length;
  return menus >= fewestMenus && menus * 2 > answered.length;
}

/**
 * When the next call of a line's walk is to be made: a walk that was begun goes on as soon as hours and spacing of the
 * campaign allow, a new one begins so many days after the last began. Null where none is to be made in the period. None
 * is made on a day on which a person may have answered: the guard would refuse it.
 */
export function planMenuCall(facts: MenuFacts): number | null {
  const { menuWalks, lastWalk, calls, policy } = facts;
  const goesOn = lastWalk !== null && lastWalk.finishedAtMs === null;
  if (!goesOn && !answersWithMenu(calls)) return null;
  const dueMs =
    goesOn || lastWalk === null ? 0 : lastWalk.startedAtMs + menuWalks.everyDays * dayMs;
  const plan = planNextCall({
    ...facts,
    // A walk has a limit of its own.
    policy: { ...policy, maxCallsPerLine: Number.POSITIVE_INFINITY },
    decided: false,
    spread: 'soon',
    nowMs: Math.max(facts.nowMs, dueMs),
  });
  return plan.kind === 'due' ? Math.ceil(plan.atMs) : null;
}
