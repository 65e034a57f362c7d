import type { Campaign } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { campaignView } from './campaign-view.ts';

/** One campaign with its progress. */
export async function seeCampaign(context: AppContext, id: string): Promise<Campaign> {
  await authorise(context, 'campaigns.see');
  const campaign = await context.store.campaigns.byId(id);
  if (campaign === null) throw notFound('campaign');
  return campaignView(context, campaign);
}
