import type { Campaign } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { campaignViews } from './campaign-view.ts';

/** All campaigns, newest first. */
export async function listCampaigns(context: AppContext): Promise<Campaign[]> {
  await authorise(context, 'campaigns.see');
  const campaigns = await context.store.campaigns.all();
  return campaignViews(
    context,
    campaigns.toSorted((a, b) => b.createdAtMs - a.createdAtMs),
  );
}
