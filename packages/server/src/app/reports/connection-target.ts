import type { ConnectionTarget } from '@everyline/contract';
import { connectionTarget, fewestCallsToShow, proportion, standingOf } from '@everyline/domain';

const fewestCalls = fewestCallsToShow(connectionTarget);

/** How the calls of many lines together stand to the target of the connection rate. */
export function connectionOf(
  calls: readonly { readonly counted: number; readonly reached: number }[],
): ConnectionTarget {
  const sum = (of: 'counted' | 'reached') => calls.reduce((all, one) => all + one[of], 0);
  const reach = proportion(sum('reached'), sum('counted'));
  return {
    reach: { ...reach, interval: [...reach.interval] },
    target: connectionTarget,
    standing: standingOf(reach, connectionTarget),
    fewestCalls,
  };
}
