import type { CampaignMenu } from '@everyline/contract';
import { compareMenus } from '@everyline/telephony';

import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { StoredMenuWalk } from '../ports/store/menus.ts';
import { linesOfCampaign } from './lines-of-campaign.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import { walkBefore } from '../menus/menu-view.ts';

/** What the walks of a campaign's lines have found; null where it walks none. Changed menus come first. */
export async function campaignMenus(
  context: Pick<AppContext, 'store'>,
  campaign: StoredCampaign,
): Promise<CampaignMenu[] | null> {
  if (!campaign.policy.menuWalks) return null;
  const lines = await linesOfCampaign(context, campaign);
  const walks = Map.groupBy(
    await context.store.menus.newestOf(lines.map(({ id }) => id)),
    ({ lineId }) => lineId,
  );
  return lines
    .flatMap((line): CampaignMenu[] => {
      const [walk, ...others] = walks.get(line.id) ?? [];
      if (walk === undefined) return [];
      const before = walkBefore(others, walk);
      return [
        {
          ...{ lineId: line.id, number: displayNumber(line.number), calls: walk.calls },
          ...{ startedAtMs: walk.startedAtMs, finishedAtMs: walk.finishedAtMs },
          changes: before === null ? null : compareMenus(before.places, walk.places).length,
          ...waysOf(walk),
        },
      ];
    })
    .toSorted((a, b) => (b.changes ?? 0) - (a.changes ?? 0) || b.startedAtMs - a.startedAtMs);
}

/** How many keys lead to the deepest place, and the fewest to a person or to those who wait for one. */
function waysOf({
  places,
}: Pick<StoredMenuWalk, 'places'>): Pick<CampaignMenu, 'depth' | 'toPerson'> {
  const own = places.filter(({ kind }) => kind !== 'same' && kind !== 'unheard');
  const [shortest] = own
    .filter(({ kind }) => kind === 'person' || kind === 'queue')
    .map(({ path }) => path)
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return { depth: Math.max(0, ...own.map(({ path }) => path.length)), toPerson: shortest ?? null };
}
