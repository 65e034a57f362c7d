import type { GapSettling } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';

/** Settles questions without a good answer; those that somebody has settled before stay as they are. */
export async function settleGap(
  context: AppContext,
  { ids, state, entryId }: GapSettling,
): Promise<{ settled: number }> {
  await authorise(context, 'gaps.settle');
  const settled = await context.store.transaction(async (within) => {
    if (entryId !== undefined && (await within.knowledge.row(entryId)) === null) {
      throw notFound('entry');
    }
    const done = await within.gaps.settle(ids, {
      ...{ state, atMs: context.clock.nowMs(), by: actorName(context.actor) },
      entryId: entryId ?? null,
    });
    const subject = { kind: 'gap', id: ids[0] ?? null };
    await recordAudit(context, within, 'gaps.settle', subject, { state, entryId, questions: done });
    return done;
  });
  return { settled };
}
