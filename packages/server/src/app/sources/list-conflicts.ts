import type { Conflict as ConflictView, ConflictQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { conflictViews } from './conflict-view.ts';

/** Contradictions between listings, newest first. */
export async function listConflicts(
  context: AppContext,
  query: ConflictQuery & { lineId?: string },
): Promise<Page<ConflictView>> {
  const scope = await authorise(context, 'sources.see');
  const { sources } = context.store;
  const page = await sources.conflicts(
    {
      ...(query.sourceId === undefined ? {} : { sourceId: query.sourceId }),
      ...(query.lineId === undefined ? {} : { lineId: query.lineId }),
      ...(query.kind === undefined ? {} : { kinds: query.kind }),
      ...(query.resolved === undefined ? {} : { resolved: query.resolved }),
      ...(scope === 'all' ? {} : { departmentIds: [...scope] }),
    },
    pagingOf(query),
  );
  return { ...page, items: await conflictViews(sources, page.items) };
}
