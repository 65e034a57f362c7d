import type { Listing as ListingView } from '@everyline/contract';
import type { ListingRecord } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { listingView } from './source-view.ts';

/** The listings of a source in reading order. */
export async function listSourceListings(
  context: AppContext,
  id: string,
  query: { status?: ListingRecord['status']; page?: number; pageSize?: number },
): Promise<Page<ListingView>> {
  const scope = await authorise(context, 'sources.see');
  const { sources } = context.store;
  const source = await sources.byId(id);
  if (!source) throw notFound('source');
  requireInside(scope, source.departmentId);
  const filter = query.status === undefined ? {} : { status: query.status };
  const page = await sources.listings(id, filter, pagingOf(query));
  return { ...page, items: page.items.map(listingView) };
}
