import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';

/** What was asked in the same season of the year before can still be compared. */
const keptDays = 400;
const dayMs = 86_400_000;

/** Deletes what citizens asked about longer ago than it is compared with; gives back how many questions. */
export async function deleteOldAskings(context: AppContext): Promise<number> {
  const beforeMs = context.clock.nowMs() - keptDays * dayMs;
  const deleted = await context.store.askings.deleteBefore(beforeMs);
  if (deleted > 0) {
    const subject = { kind: 'askings', id: null } as const;
    await recordAudit(context, context.store, 'askings.expire', subject, {
      deleted,
      days: keptDays,
    });
  }
  return deleted;
}
