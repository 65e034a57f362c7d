import type { Clearance, ClearanceQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';

export async function listClearances(
  context: AppContext,
  query: ClearanceQuery,
): Promise<Page<Clearance>> {
  const scope = await authorise(context, 'clearances.see');
  return context.store.clearances.page(query, scope, context.clock.nowMs(), pagingOf(query));
}
