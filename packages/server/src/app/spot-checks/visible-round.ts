import type { Permission } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { SpotRoundRow } from '../ports/store/spot-rounds.ts';

/** The round, if there is one and the actor may do the operation with it. */
export async function visibleRound(
  context: AppContext,
  permission: Permission,
  id: string,
): Promise<SpotRoundRow> {
  const scope = await authorise(context, permission);
  const round = await context.store.spotRounds.byId(id);
  if (!round) throw notFound('round');
  requireInside(scope, round.departmentId);
  return round;
}
