import type { Campaign, CampaignChange } from '@everyline/contract';
import type { CampaignPolicy } from '@everyline/domain';

import { authorise, requireInside, requireWholeCity } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import { campaignView } from './campaign-view.ts';
import { policyOf, requirePeriod } from './create-campaign.ts';

/** Changes a campaign that is not finished; a running one follows at its next call. */
export async function changeCampaign(
  context: AppContext,
  id: string,
  change: CampaignChange,
): Promise<Campaign> {
  const scope = await authorise(context, 'campaigns.edit');
  const changed = await context.store.transaction(async (within) => {
    const campaign = await within.campaigns.byId(id);
    if (campaign === null) throw notFound('campaign');
    requireCampaignInside(scope, campaign);
    if (campaign.state === 'finished') throw new AppFault('wrong_state', { state: campaign.state });
    const next: StoredCampaign = {
      ...campaign,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.scope !== undefined && { scope: change.scope }),
      ...(change.trunkId !== undefined && { trunkId: change.trunkId }),
      ...(change.targets !== undefined && { targets: change.targets }),
      policy: await changedPolicy(context, campaign.policy, change),
      period: {
        fromDay: change.fromDate ?? campaign.period.fromDay,
        toDay: change.toDate ?? campaign.period.toDay,
      },
    };
    requirePeriod(next.period.fromDay, next.period.toDay);
    requireCampaignInside(scope, next);
    if ((await within.trunks.byId(next.trunkId)) === null) throw notFound('trunk');
    await within.campaigns.update(next);
    await recordAudit(context, within, 'campaigns.change', { kind: 'campaign', id: id }, change);
    return next;
  });
  return campaignView(context, changed);
}

async function changedPolicy(
  context: AppContext,
  before: CampaignPolicy,
  change: CampaignChange,
): Promise<CampaignPolicy> {
  if ((change.policy ?? change.policyId) !== undefined) return policyOf(context, change);
  return change.menuWalks === undefined ? before : { ...before, menuWalks: change.menuWalks };
}

/** Throws `outside_scope` where the campaign reaches beyond the departments of the one who asks. */
export function requireCampaignInside(scope: Scope, campaign: StoredCampaign): void {
  if (campaign.scope.departmentIds === undefined) requireWholeCity(scope);
  for (const id of campaign.scope.departmentIds ?? []) requireInside(scope, id);
}
