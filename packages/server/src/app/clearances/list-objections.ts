import type { Objection } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { objectionView } from './objection-view.ts';

export async function listObjections(
  context: AppContext,
  query: { page?: number; pageSize?: number },
): Promise<Page<Objection>> {
  const scope = await authorise(context, 'objections.see');
  const found = await context.store.clearances.objections(scope, pagingOf(query));
  return { ...found, items: found.items.map(objectionView) };
}
