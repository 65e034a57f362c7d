import type { Reject as RejectView } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { rejectView } from './source-view.ts';

/** What could not be read as a number, with place and reason: of one source, or of all that hold. */
export async function listRejects(
  context: AppContext,
  query: { sourceId?: string; page?: number; pageSize?: number },
): Promise<Page<RejectView>> {
  const scope = await authorise(context, 'sources.see');
  const { sources } = context.store;
  if (query.sourceId !== undefined) {
    const source = await sources.byId(query.sourceId);
    if (!source) throw notFound('source');
    requireInside(scope, source.departmentId);
  }
  const page = await sources.rejects(
    {
      ...(query.sourceId === undefined ? {} : { sourceId: query.sourceId }),
      ...(scope === 'all' ? {} : { departmentIds: [...scope] }),
    },
    pagingOf(query),
  );
  return { ...page, items: page.items.map(rejectView) };
}
