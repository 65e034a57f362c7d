import type { CampaignPlan, Measure } from '@everyline/contract';
import { campaignSteps } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import { readBoard } from '../programmes/read-programmes.ts';
import { requireCampaignInside } from './change-campaign.ts';

/** The milestones of a campaign by step; measures of its programme without a step stand last. */
export async function readCampaignPlan(context: AppContext, id: string): Promise<CampaignPlan> {
  await authorise(context, 'programmes.see');
  const campaign = await context.store.campaigns.byId(id);
  if (campaign === null) throw notFound('campaign');
  const plan = await context.store.campaigns.plan(id);
  if (plan === null) {
    return { programme: null, mayMake: await mayMakePlan(context, campaign), steps: [] };
  }
  const { programme, measures } = await readBoard(context, plan.programmeId);
  const stepOf = new Map(plan.milestones.map(({ measureId, step }) => [measureId, step]));
  const steps = [...campaignSteps, null].map((step) => {
    const milestones = measures.filter((one) => (stepOf.get(one.id) ?? null) === step);
    return { step, completion: meanOf(milestones), milestones };
  });
  return {
    programme,
    mayMake: false,
    steps: steps.filter(({ step, milestones }) => step !== null || milestones.length > 0),
  };
}

/** The mean of the milestones that can be measured, null where none can. */
function meanOf(milestones: readonly Measure[]): number | null {
  const rates = milestones.flatMap(({ completion }) => (completion === null ? [] : [completion]));
  return rates.length === 0 ? null : rates.reduce((sum, one) => sum + one, 0) / rates.length;
}

async function mayMakePlan(context: AppContext, campaign: StoredCampaign): Promise<boolean> {
  const { actor } = context;
  if (campaign.state === 'finished') return false;
  if (actor.kind === 'person' && reachOf(actor.role, 'programmes.edit') === 'no') return false;
  try {
    requireCampaignInside(await authorise(context, 'campaigns.edit'), campaign);
    return true;
  } catch (fault) {
    if (fault instanceof AppFault) return false;
    throw fault;
  }
}
