import type { Consolidation, ConsolidationQuery } from '@everyline/contract';
import { departmentsUnder, type Proposal } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { USUAL_TARGET } from '../capacity/plan-lines.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { proposalViews } from './proposal-view.ts';
import { reckonProposals } from './reckon-proposals.ts';

/** The proposals that are open within one's scope, and all decisions, with what has been measured since. */
export async function readConsolidation(
  context: AppContext,
  query: ConsolidationQuery,
): Promise<Consolidation> {
  const within = await scopeOf(context, query.departmentId);
  const { atMs, proposals } = await reckonProposals(context);
  const decisions = await context.store.consolidation.decisions();
  const decided = new Set(decisions.map(({ key }) => key));
  const isWithin = ({ departmentId, lineIds }: Proposal): boolean =>
    (within === 'all' || (departmentId !== null && within.has(departmentId))) &&
    (query.lineId === undefined || lineIds.includes(query.lineId));
  const items = await proposalViews(context, [
    ...proposals
      .filter((one) => !decided.has(one.key) && isWithin(one))
      .map((proposal) => ({ proposal, decision: null })),
    ...decisions
      .filter(({ proposal }) => isWithin(proposal))
      .map((decision) => ({ proposal: decision.proposal, decision })),
  ]);
  const counted = items.filter(({ decision }) => decision?.word !== 'rejected');
  return {
    reckonedAtMs: atMs,
    target: USUAL_TARGET,
    items,
    numbers: {
      now: counted.reduce((sum, { effect }) => sum + effect.numbers.now, 0),
      then: counted.reduce((sum, { effect }) => sum + effect.numbers.then, 0),
    },
  };
}

async function scopeOf(context: AppContext, departmentId: string | undefined): Promise<Scope> {
  const scope = await authorise(context, 'consolidation.see');
  if (departmentId === undefined) return scope;
  requireInside(scope, departmentId);
  const departments = await context.store.departments.all();
  if (!departments.some(({ id }) => id === departmentId)) throw notFound('department');
  return departmentsUnder(departments, departmentId);
}
