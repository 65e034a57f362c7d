import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';

const dayMs = 86_400_000;
const portion = 200;

/** Deletes recordings past the city's retention period; those kept for labelling stay. */
export async function deleteExpired(context: AppContext): Promise<number> {
  const city = await context.store.settings.city();
  if (!city) return 0;
  const beforeMs = context.clock.nowMs() - city.recordingDays * dayMs;
  let deleted = 0;
  for (;;) {
    const probeIds = await context.store.probes.expiredRecordings(beforeMs, portion);
    if (probeIds.length === 0) break;
    for (const probeId of probeIds) {
      await context.recordings.remove(probeId);
      await context.store.probes.forgetRecording(probeId);
      deleted += 1;
    }
  }
  // Prints of what was heard once are mostly of live voices: they go with the recordings.
  await context.store.announcementGroups.forgetHeardOnce(beforeMs);
  if (deleted > 0) {
    const detail = { deleted, days: city.recordingDays };
    await recordAudit(
      context,
      context.store,
      'recordings.expire',
      { kind: 'recordings', id: null },
      detail,
    );
  }
  return deleted;
}
