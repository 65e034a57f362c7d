import { changeCampaign } from '../../app/campaigns/change-campaign.ts';
import { createCampaign } from '../../app/campaigns/create-campaign.ts';
import { deleteCampaign } from '../../app/campaigns/delete-campaign.ts';
import { listCampaigns } from '../../app/campaigns/list-campaigns.ts';
import { makeCampaignPlan } from '../../app/campaigns/make-campaign-plan.ts';
import { pauseCampaign, startCampaign, stopCampaign } from '../../app/campaigns/move-campaign.ts';
import { readCampaignPlan } from '../../app/campaigns/read-campaign-plan.ts';
import { seeCampaign } from '../../app/campaigns/see-campaign.ts';
import { listProbes } from '../../app/probes/list-probes.ts';
import { listenToProbe } from '../../app/probes/listen-to-probe.ts';
import { readProbe } from '../../app/probes/read-probe.ts';
import type { Handlers } from '../handler.ts';
import { sendRange } from '../send-range.ts';

type CampaignRoutes =
  | 'listCampaigns'
  | 'campaign'
  | 'createCampaign'
  | 'campaignPlan'
  | 'makeCampaignPlan'
  | 'changeCampaign'
  | 'deleteCampaign'
  | 'startCampaign'
  | 'pauseCampaign'
  | 'stopCampaign'
  | 'listProbes'
  | 'probe'
  | 'probeAudio';

export const campaignHandlers: Pick<Handlers, CampaignRoutes> = {
  listCampaigns: ({ context }) => listCampaigns(context),
  campaign: ({ context, params }) => seeCampaign(context, params.id),
  campaignPlan: ({ context, params }) => readCampaignPlan(context, params.id),
  makeCampaignPlan: ({ context, params, body }) => makeCampaignPlan(context, params.id, body),
  createCampaign: ({ context, body }) => createCampaign(context, body),
  changeCampaign: ({ context, params, body }) => changeCampaign(context, params.id, body),
  deleteCampaign: ({ context, params }) => deleteCampaign(context, params.id),
  startCampaign: ({ context, params }) => startCampaign(context, params.id),
  pauseCampaign: ({ context, params }) => pauseCampaign(context, params.id),
  stopCampaign: ({ context, params }) => stopCampaign(context, params.id),
  listProbes: ({ context, query }) => listProbes(context, query),
  probe: ({ context, params }) => readProbe(context, params.id),
  probeAudio: async ({ context, params, request, reply }) => {
    const wav = await listenToProbe(context, params.id);
    return sendRange(request, reply.type('audio/wav'), wav);
  },
};
