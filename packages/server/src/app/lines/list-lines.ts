import type { LinePage, LineQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf } from '../ports/store/page.ts';
import { lineFilter } from './line-filter.ts';
import { lineView } from './line-view.ts';

export async function listLines(context: AppContext, query: LineQuery): Promise<LinePage> {
  const scope = await authorise(context, 'lines.see');
  const { page: _page, pageSize: _pageSize, ...wanted } = query;
  const { filter, order } = await lineFilter(context, wanted, scope);
  const found = await context.store.lines.page(
    filter,
    order,
    pagingOf(query),
    context.clock.nowMs(),
  );
  return { ...found, items: found.items.map(lineView) };
}
