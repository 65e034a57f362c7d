import type { SpotCheck, SpotCheckQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';

export async function listSpotChecks(
  context: AppContext,
  query: SpotCheckQuery,
): Promise<Page<SpotCheck>> {
  const scope = await authorise(context, 'spot_checks.see');
  const found = await context.store.spotChecks.page(query.lineId, scope, pagingOf(query));
  return {
    ...found,
    items: found.items.map(({ dialled, areaCode, extension, ...check }) => ({
      ...check,
      lineDisplay: displayNumber({ dialled, areaCode, extension }),
    })),
  };
}
