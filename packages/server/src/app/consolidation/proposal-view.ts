import type { CitySettings, ConsolidationProposal } from '@everyline/contract';
import {
  explainProposal,
  type Line,
  type Observation,
  type Proposal,
  type ProposalEffect,
} from '@everyline/domain';

import { metBy } from '../capacity/plan-lines.ts';
import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { StandingProposal } from '../ports/store/consolidation.ts';

/** Proposals as they are shown: with their numbers, their sentence, and what test calls have met since a decision. */
export async function proposalViews(
  { store }: Pick<AppContext, 'store'>,
  standing: readonly StandingProposal[],
): Promise<ConsolidationProposal[]> {
  const lineIds = [...new Set(standing.flatMap(({ proposal }) => proposal.lineIds))];
  const accepted = standing.flatMap(({ proposal, decision }) =>
    decision === null || decision.word === 'rejected' ? [] : proposal.lineIds,
  );
  const [found, verdicts, departments, calls, city] = await Promise.all([
    store.lines.byIds(lineIds),
    store.verdicts.currentOf(lineIds),
    store.departments.all(),
    store.probes.observationsByLine(accepted),
    store.settings.city(),
  ]);
  const lines = new Map(found.map((line) => [line.id, line]));
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const display = displayOf(lines);
  return standing.map(({ proposal, decision }) => ({
    key: proposal.key,
    kind: proposal.kind,
    department:
      proposal.departmentId === null
        ? null
        : { id: proposal.departmentId, name: names.get(proposal.departmentId) ?? '' },
    lines: proposal.lineIds.map((lineId) => ({
      lineId,
      display: display(lineId),
      verdict: verdicts.get(lineId)?.kind ?? null,
      kept: lineId === proposal.keptLineId,
    })),
    service: proposal.service,
    mergeMode: proposal.merge?.mode ?? null,
    sentence: explainProposal(proposal, display),
    before: { calls: proposal.calls, busy: proposal.busy },
    listings: proposal.listings,
    effect: { ...proposal.effect, yuanMonthly: yuanMonthly(proposal.effect, city) },
    decision:
      decision === null
        ? null
        : {
            word: decision.word,
            note: decision.note,
            atMs: decision.decidedAtMs,
            by: decision.decidedBy,
            ticketIds: [...decision.ticketIds],
            since: since(decision.decidedAtMs, proposal, lines, calls),
          },
  }));
}

/** Writes the number of one of these lines. */
export function displayOf(lines: ReadonlyMap<string, Line>): (id: string) => string {
  return (id) => {
    const line = lines.get(id);
    return line === undefined ? id : displayNumber(line.number);
  };
}

/** What the lines and people cost, where both are known and the city has said what one of each does. */
function yuanMonthly(
  { lines, people }: ProposalEffect,
  city: CitySettings | null,
): { now: number; then: number } | null {
  const { lineYuanMonthly: line, personYuanMonthly: person } = city ?? {};
  if (lines === null || people === null || typeof line !== 'number' || typeof person !== 'number')
    return null;
  return {
    now: lines.now * line + people.now * person,
    then: lines.then * line + people.then * person,
  };
}

/** Test calls in the published hours since the decision, on all its numbers. */
function since(
  atMs: number,
  { lineIds }: Proposal,
  lines: ReadonlyMap<string, Line>,
  calls: ReadonlyMap<string, readonly Observation[]>,
): { calls: number; busy: number } {
  const met = lineIds.flatMap((id) => {
    const line = lines.get(id);
    const later = calls.get(id)?.filter(({ startedAtMs }) => startedAtMs >= atMs) ?? [];
    return line === undefined ? [] : [metBy(line, later)];
  });
  return {
    calls: met.reduce((sum, { probes }) => sum + probes, 0),
    busy: met.reduce((sum, { busy }) => sum + busy, 0),
  };
}
