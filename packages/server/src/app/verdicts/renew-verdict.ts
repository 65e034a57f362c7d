import {
  judgeLine,
  ticketChange,
  verdictObservation,
  type Calendar,
  type Line,
  type Observation,
  type Verdict,
  type VerdictPolicy,
  type VerdictPrior,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { StoredVerdict } from '../ports/store/verdicts.ts';
import { closeUnfounded } from '../tickets/close-unfounded.ts';
import { failRetests, passTicket, retestOf, tellSettled } from '../tickets/settle-tickets.ts';
import { tellOpenedWithin } from '../tickets/ticket-news.ts';
import { ticketRules } from '../tickets/ticket-rules.ts';

export interface VerdictBasis {
  readonly line: Line;
  readonly calendar: Calendar;
  readonly policy: VerdictPolicy;
  /** In time order. */
  readonly observations: readonly Observation[];
  readonly prior: VerdictPrior;
  /** No more calls will come in this period. */
  readonly final: boolean;
}

/** What became of a re-test that an open ticket of the line waits for. */
export type RetestState = 'none' | 'pending' | 'passed' | 'failed';

export interface RenewedVerdict {
  readonly verdict: StoredVerdict;
  readonly retest: RetestState;
}

/**
 * Judges a line anew from what is on record since its last repair, makes the verdict the current one, and opens or closes
 * the ticket that follows from it. Where a re-test was asked for, its calls alone decide as soon as
 * they can: those that opened the ticket cannot close it. The same holds for a citizen's report that waits to be confirmed.
 */
export async function renewVerdict(
  context: AppContext,
  basis: VerdictBasis,
): Promise<RenewedVerdict> {
  const { line, calendar } = basis;
  return context.store.transaction(async (within) => {
    const [spotChecks, contradictions, tickets, repairedFromMs, policy, reportedMs] =
      await Promise.all([
        within.spotChecks.of(line.id),
        within.sources.contradictionsOf(line.id),
        within.tickets.openOf(line.id),
        within.tickets.repairedFromMs(line.id),
        ticketRules(within),
        within.lineReports.waitingSinceMs(line.id),
      ]);
    // A citizen's report asks for calls of its own too: those before it do not answer it.
    const asked = [
      ...tickets.flatMap(({ retestAskedAtMs }) => retestAskedAtMs ?? []),
      ...(reportedMs === null ? [] : [reportedMs]),
    ];
    const since = (fromMs: number) =>
      judgeLine({
        line,
        calendar,
        policy: basis.policy,
        observations: basis.observations
          .filter(({ startedAtMs }) => startedAtMs >= fromMs)
          .map(verdictObservation),
        spotChecks: spotChecks.filter(({ checkedAtMs }) => checkedAtMs >= fromMs),
        contradictions: contradictions.filter(({ atMs }) => atMs >= fromMs),
        prior: basis.prior,
        final: basis.final,
        nowMs: context.clock.nowMs(),
      });
    const repairedMs = repairedFromMs ?? 0;
    const retested = asked.length === 0 ? null : since(Math.max(...asked, repairedMs));
    const retest = retestState(retested);
    const verdict =
      retested !== null && retested.kind !== 'undetermined' ? retested : since(repairedMs);
    const { now, changed } = await within.verdicts.put({ ...verdict, id: newId(context) });
    const evidence = new Set(verdict.evidence);
    const evidenceFromMs = Math.min(
      ...basis.observations.filter(({ id }) => evidence.has(id)).map((one) => one.startedAtMs),
      ...spotChecks.filter(({ id }) => evidence.has(id)).map((one) => one.checkedAtMs),
    );
    const change = ticketChange(verdict, line, tickets, { policy, calendar }, evidenceFromMs);
    const settled =
      retest === 'failed' && retested !== null
        ? await failRetests(context, within, tickets, retested)
        : [];
    settled.push(...(await closeUnfounded(context, within, tickets, verdict, basis.observations)));
    if (change.kind === 'open') {
      const { ticket, opened } = await within.tickets.open(
        {
          ...change.ticket,
          id: newId(context),
          openedByVerdictId: now.id,
          ...(reportedMs !== null && { origin: 'citizen_report' as const }),
        },
        actorName(context.actor),
      );
      if (opened) {
        const { lineId, fault, origin } = ticket;
        const subject = { kind: 'ticket', id: ticket.id };
        const detail = { lineId, fault, origin, verdictId: now.id };
        await recordAudit(context, within, 'tickets.open', subject, detail);
        await tellOpenedWithin(context, within, ticket);
        settled.push({ ticketId: ticket.id, state: ticket.state });
      }
    } else if (change.kind === 'close') {
      for (const id of change.ticketIds) {
        const about = { verdictId: now.id, retest: retestOf(verdict) };
        settled.push(...(await passTicket(context, within, id, about)));
      }
    }
    if (reportedMs !== null && (retest === 'passed' || retest === 'failed')) {
      const state = retest === 'failed' ? 'confirmed' : 'not_confirmed';
      await within.lineReports.settle(line.id, state, context.clock.nowMs());
    }
    tellSettled(context, settled);
    if (changed) {
      context.events.publish({
        type: 'verdict.changed',
        lineId: line.id,
        verdict: {
          verdict: now.kind,
          confidence: now.confidence,
          attempts: now.attempts,
          reached: now.reached,
          reachRate: now.reachRate,
          interval: [now.interval[0], now.interval[1]],
          decidedAtMs: now.decidedAtMs,
        },
      });
    }
    return { verdict: now, retest };
  });
}

function retestState(verdict: Verdict | null): RetestState {
  if (verdict === null) return 'none';
  if (verdict.kind === 'undetermined') return 'pending';
  return verdict.kind === 'healthy' ? 'passed' : 'failed';
}
