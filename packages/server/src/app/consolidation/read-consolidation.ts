import type { Consolidation, ConsolidationQuery } from '@everyline/contract';
import { departmentsUnder } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { USUAL_TARGET } from '../capacity/plan-target.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { pagingOf } from '../ports/store/page.ts';
import { proposalViews } from './proposal-view.ts';
import { proposalsAsOfMs } from './renew-proposals.ts';

/** The proposals of one's scope, open or decided on, with what has been measured since. */
export async function readConsolidation(
  context: AppContext,
  query: ConsolidationQuery,
): Promise<Consolidation> {
  const scope = await scopeOf(context, query.departmentId);
  const { consolidation } = context.store;
  const reckonedAtMs = await proposalsAsOfMs(context);
  const { lineId, standing } = query;
  const wish = { scope, lineId, kinds: query.kind ?? [] };
  const page = await consolidation.page({ ...wish, standing }, pagingOf(query));
  const { counts } = await consolidation.sums(wish);
  const { numbers } = await consolidation.sums({ ...wish, kinds: [] });
  return {
    ...page,
    items: await proposalViews(context, page.items),
    reckonedAtMs,
    target: USUAL_TARGET,
    counts,
    numbers,
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
