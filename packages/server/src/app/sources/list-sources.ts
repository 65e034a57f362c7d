import type { Source as SourceView } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { sourceView } from './source-view.ts';

/** The sources read so far, newest first. */
export async function listSources(
  context: AppContext,
  query: { page?: number; pageSize?: number },
): Promise<Page<SourceView>> {
  const scope = await authorise(context, 'sources.see');
  const page = await context.store.sources.page(
    scope === 'all' ? {} : { departmentIds: [...scope] },
    pagingOf(query),
  );
  return { ...page, items: page.items.map(sourceView) };
}
