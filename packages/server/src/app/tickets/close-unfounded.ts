import { isHeardByCalls, type Observation, type Verdict } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import type { SettledTicket } from './settle-tickets.ts';

const reason =
  '据以立单的拨测落在中继的异常时段，已不计入该线路。The calls that opened it failed in a bad hour of their trunk and do not count.';

/**
 * Closes tickets that were opened on calls which do not count any more, where what is left does not show the fault. One that
 * the office says is repaired goes its way: its re-test decides.
 */
export async function closeUnfounded(
  context: AppContext,
  within: Repositories,
  tickets: readonly TicketRow[],
  verdict: Pick<Verdict, 'kind'>,
  observations: readonly Observation[],
): Promise<SettledTicket[]> {
  if (verdict.kind !== 'undetermined' && verdict.kind !== 'healthy') return [];
  const setAside = new Set(
    observations.filter(({ badHourId }) => badHourId !== null).map(({ id }) => id),
  );
  const settled: SettledTicket[] = [];
  for (const { id, fault, evidence, retestAskedAtMs } of tickets) {
    if (!isHeardByCalls(fault) || retestAskedAtMs !== null) continue;
    if (!evidence.some((one) => setAside.has(one))) continue;
    const held = await within.tickets.held(id);
    if (held === null || held.state === 'closed' || held.state === 'claimed') continue;
    const atMs = context.clock.nowMs();
    await within.tickets.save(
      {
        ...held,
        state: 'closed',
        closedAtMs: atMs,
        closedByVerdictId: null,
        version: held.version + 1,
      },
      {
        atMs,
        by: actorName(context.actor),
        kind: 'closed',
        from: held.state,
        to: 'closed',
        reason,
      },
    );
    await recordAudit(context, within, 'tickets.close', { kind: 'ticket', id }, { reason });
    settled.push({ ticketId: id, state: 'closed' });
  }
  return settled;
}
