import type { StillPublished, StillPublishedQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { listingView } from '../sources/source-view.ts';

/**
 * Places in which numbers are published that have moved or closed, source by source. One leaves the
 * list when its source is imported anew without it, or a person strikes it out.
 */
export async function listStillPublished(
  context: AppContext,
  query: StillPublishedQuery,
): Promise<Page<StillPublished>> {
  const scope = await authorise(context, 'sources.see');
  const filter = { scope, ...(query.lineId !== undefined && { lineId: query.lineId }) };
  const page = await context.store.sources.stillPublished(filter, pagingOf(query));
  return {
    ...page,
    items: page.items.map(({ lineId, number, department, endedAtMs, successor, listing }) => ({
      ...{ lineId, department, endedAtMs },
      display: displayNumber(number),
      successor:
        successor === null
          ? null
          : { lineId: successor.id, display: displayNumber(successor.number) },
      listing: listingView(listing),
    })),
  };
}
