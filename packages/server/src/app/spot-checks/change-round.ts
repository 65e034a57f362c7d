import type { SpotReassignment, SpotRound, SpotRoundDetail } from '@everyline/contract';

import type { AccountContext } from '../accounts/account-context.ts';
import { requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { testerOf } from './deal-lines.ts';
import { readRound } from './read-round.ts';
import { roundView } from './round-view.ts';
import { visibleRound } from './visible-round.ts';

/** Closes a round: what was not checked by then drops out of the sample, and is counted as such. */
export async function closeRound(context: AppContext, id: string): Promise<SpotRound> {
  await visibleRound(context, 'spot_checks.plan', id);
  const closed = await context.store.transaction(async (within) => {
    if (!(await within.spotRounds.close(id, context.clock.nowMs()))) {
      throw new AppFault('wrong_state', { state: 'closed' });
    }
    const round = await within.spotRounds.byId(id);
    if (!round) throw notFound('round');
    const { done, dropped } = round;
    const subject = { kind: 'spot_round', id };
    await recordAudit(context, within, 'spot_checks.close', subject, { done, dropped });
    return round;
  });
  return roundView(closed);
}

/** Gives what one tester has not done to another, or back to all. */
export async function reassignRound(
  context: AccountContext,
  id: string,
  { fromTesterId, toTesterId }: SpotReassignment,
): Promise<SpotRoundDetail> {
  const round = await visibleRound(context, 'spot_checks.plan', id);
  if (round.state !== 'running') throw new AppFault('wrong_state', { state: round.state });
  const departments = await context.store.departments.all();
  const to =
    toTesterId === null ? null : await testerOf(context, toTesterId, departments, 'toTesterId');
  if (to !== null) requireInside(to.scope, round.departmentId);
  await context.store.transaction(async (within) => {
    await within.spotRounds.linesInHand();
    const lines = await within.spotRounds.reassign(id, fromTesterId, to);
    const subject = { kind: 'spot_round', id };
    const about = { fromTesterId, toTesterId, lines };
    await recordAudit(context, within, 'spot_checks.reassign', subject, about);
  });
  return readRound(context, id);
}
