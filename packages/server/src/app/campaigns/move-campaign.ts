import type { Campaign, Permission } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import { campaignView } from './campaign-view.ts';
import { requireCampaignInside } from './change-campaign.ts';

type State = StoredCampaign['state'];

/** From which states a campaign may be moved to which; what is not here is refused. */
const moves: Readonly<Record<'start' | 'pause' | 'stop', { from: readonly State[]; to: State }>> = {
  start: { from: ['draft', 'paused'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  stop: { from: ['running', 'paused'], to: 'finished' },
};

async function move(
  context: AppContext,
  id: string,
  verb: keyof typeof moves,
  permission: Permission,
): Promise<Campaign> {
  const scope = await authorise(context, permission);
  const { from, to } = moves[verb];
  const moved = await context.store.transaction(async (within) => {
    const campaign = await within.campaigns.byId(id);
    if (campaign === null) throw notFound('campaign');
    requireCampaignInside(scope, campaign);
    if (!from.includes(campaign.state))
      throw new AppFault('wrong_state', { state: campaign.state });
    const nowMs = context.clock.nowMs();
    const next: StoredCampaign = {
      ...campaign,
      state: to,
      startedAtMs: verb === 'start' ? (campaign.startedAtMs ?? nowMs) : campaign.startedAtMs,
      endedAtMs: verb === 'stop' ? nowMs : null,
      stateReason: null,
    };
    await within.campaigns.update(next);
    await recordAudit(
      context,
      within,
      `campaigns.${verb}`,
      { kind: 'campaign', id: id },
      { from: campaign.state, to },
    );
    return next;
  });
  const view = await campaignView(context, moved);
  context.events.publish({ type: 'campaign.progress', progress: view.progress });
  return view;
}

/** Starts or resumes calling. */
export async function startCampaign(context: AppContext, id: string): Promise<Campaign> {
  return move(context, id, 'start', 'campaigns.run');
}

/** Places no further calls; those in progress end by themselves. */
export async function pauseCampaign(context: AppContext, id: string): Promise<Campaign> {
  return move(context, id, 'pause', 'campaigns.run');
}

/** Ends the campaign for good. */
export async function stopCampaign(context: AppContext, id: string): Promise<Campaign> {
  return move(context, id, 'stop', 'campaigns.run');
}
