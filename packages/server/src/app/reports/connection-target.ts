import type { ConnectionTarget } from '@everyline/contract';
import {
  connectionTarget,
  fewestCallsToShow,
  linesTogether,
  rateOverLines,
  standingOf,
  type LineCalls,
} from '@everyline/domain';

const fewestCalls = fewestCallsToShow(connectionTarget);

/** How the calls of many lines together stand to the target of the connection rate. */
export function connectionOf(groups: readonly LineCalls[]): ConnectionTarget {
  const { lines, linesInAll, ...calls } = linesTogether(groups);
  const reach = rateOverLines({ lines, linesInAll, ...calls });
  return {
    reach: { ...reach, interval: [...reach.interval] },
    ...{ lines, linesInAll, target: connectionTarget },
    standing: standingOf(reach, connectionTarget),
    fewestCalls,
  };
}
