import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';

const dayMs = 86_400_000;
const portion = 500;

/**
 * Deletes observations past the city's retention period with their recordings; gives back how many. What a verdict
 * that holds rests on stays (DESIGN.md, promise 3), and so does a recording that somebody asked to keep. The ledger,
 * which the limits are counted by, keeps its entry: the number, the times and the outcome.
 */
export async function deleteExpiredObservations(context: AppContext): Promise<number> {
  const city = await context.store.settings.city();
  if (!city) return 0;
  const beforeMs = context.clock.nowMs() - city.observationDays * dayMs;
  let deleted = 0;
  for (;;) {
    const probeIds = await context.store.probes.expiredObservations(beforeMs, portion);
    if (probeIds.length === 0) break;
    for (const probeId of probeIds) await context.recordings.remove(probeId);
    await context.store.probes.forgetObservations(probeIds);
    deleted += probeIds.length;
  }
  if (deleted > 0) {
    const detail = { deleted, days: city.observationDays };
    const subject = { kind: 'observations', id: null } as const;
    await recordAudit(context, context.store, 'observations.expire', subject, detail);
  }
  return deleted;
}
