import type { Campaign as CampaignView } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import { campaignMenus } from './campaign-menus.ts';
import { campaignProgress } from './campaign-progress.ts';

/** Campaigns as screens show them. */
export async function campaignViews(
  context: Pick<AppContext, 'store' | 'clock'>,
  campaigns: readonly StoredCampaign[],
): Promise<CampaignView[]> {
  const trunks = await context.store.trunks.all();
  const [progress, menus] = await Promise.all([
    campaignProgress(context, campaigns, trunks),
    Promise.all(campaigns.map((campaign) => campaignMenus(context, campaign))),
  ]);
  return campaigns.flatMap((campaign, at) => {
    const one = progress[at];
    return one === undefined
      ? []
      : [
          viewOf(campaign, {
            trunkName: trunks.find(({ id }) => id === campaign.trunkId)?.name ?? '',
            progress: one,
            menus: menus[at] ?? null,
          }),
        ];
  });
}

function viewOf(
  campaign: StoredCampaign,
  found: Pick<CampaignView, 'trunkName' | 'progress' | 'menus'>,
): CampaignView {
  const { scope } = campaign;
  return {
    id: campaign.id,
    name: campaign.name,
    state: campaign.state,
    scope: {
      ...(scope.departmentIds && { departmentIds: [...scope.departmentIds] }),
      ...(scope.tiers && { tiers: [...scope.tiers] }),
      ...(scope.purposes && { purposes: [...scope.purposes] }),
      ...(scope.lineIds && { lineIds: [...scope.lineIds] }),
      ...(scope.excludedLineIds && { excludedLineIds: [...scope.excludedLineIds] }),
    },
    policy: campaign.policy as CampaignView['policy'],
    trunkId: campaign.trunkId,
    fromDate: campaign.period.fromDay,
    toDate: campaign.period.toDay,
    targets: campaign.targets,
    createdAtMs: campaign.createdAtMs,
    startedAtMs: campaign.startedAtMs,
    endedAtMs: campaign.endedAtMs,
    stateReason: campaign.stateReason,
    ...found,
  };
}

/** One campaign as screens show it. */
export async function campaignView(
  context: Pick<AppContext, 'store' | 'clock'>,
  campaign: StoredCampaign,
): Promise<CampaignView> {
  const [view] = await campaignViews(context, [campaign]);
  if (view === undefined) throw new RangeError('a campaign without its view');
  return view;
}
