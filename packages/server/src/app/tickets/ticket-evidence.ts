import type { TicketEvidence, VerdictDetail } from '@everyline/contract';
import type { Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { TicketRow } from '../ports/store/tickets.ts';

/** Most outcomes that a ticket shows; the line's page has all of them. */
const most = 30;

const fine: ReadonlySet<string> = new Set(['reached', 'excluded']);

/**
 * The outcomes that showed the fault when the ticket was opened, newest first; those of the line where
 * nothing was noted. Of a fault that calls hear, those that got through are left out.
 */
export async function ticketEvidence(
  context: AppContext,
  row: TicketRow,
  line: Line,
  verdict: VerdictDetail,
): Promise<TicketEvidence[]> {
  const { store } = context;
  const [observations, checks] = await Promise.all([
    store.probes.observationsOf(line.id),
    store.spotChecks.of(line.id),
  ]);
  const noted = new Set(row.evidence);
  const probesNoted = new Set(
    observations.filter(({ id }) => noted.has(id)).map(({ probeId }) => probeId),
  );
  const codes = new Map(checks.map(({ id, code }) => [id, code]));
  const shown = verdict.evidence
    .filter(({ probeId, spotCheckId, counted }) => {
      if (spotCheckId !== null && noted.has(spotCheckId)) return true;
      if (fine.has(counted)) return false;
      return noted.size === 0 || (probeId !== null && probesNoted.has(probeId));
    })
    .slice(0, most);
  return Promise.all(
    shown.map(async (one) => ({
      probeId: one.probeId,
      spotCheckId: one.spotCheckId,
      atMs: one.atMs,
      outcome: one.outcome,
      spotCheckCode: (one.spotCheckId === null ? null : codes.get(one.spotCheckId)) ?? null,
      counted: one.counted,
      hasAudio: one.probeId !== null && (await store.probes.recordingOf(one.probeId)) !== null,
    })),
  );
}
