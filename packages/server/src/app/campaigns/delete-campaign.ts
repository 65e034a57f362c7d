import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { requireCampaignInside } from './change-campaign.ts';

/** Deletes a draft; what has placed calls is evidence and stays. */
export async function deleteCampaign(context: AppContext, id: string): Promise<{ done: true }> {
  const scope = await authorise(context, 'campaigns.edit');
  await context.store.transaction(async (within) => {
    const campaign = await within.campaigns.byId(id);
    if (campaign === null) throw notFound('campaign');
    requireCampaignInside(scope, campaign);
    if (campaign.state !== 'draft') throw new AppFault('wrong_state', { state: campaign.state });
    await within.campaigns.remove(id);
    await recordAudit(
      context,
      within,
      'campaigns.delete',
      { kind: 'campaign', id: id },
      { name: campaign.name },
    );
  });
  return { done: true };
}
