import type { Campaign, NewCampaign } from '@everyline/contract';
import {
  defaultCampaignPolicy,
  defaultCampaignTargets,
  type CampaignPolicy,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import { campaignView } from './campaign-view.ts';

/** Makes a draft: nothing is dialled until somebody starts it. */
export async function createCampaign(context: AppContext, wish: NewCampaign): Promise<Campaign> {
  const scope = await authorise(context, 'campaigns.edit');
  if (wish.scope.departmentIds === undefined) requireWholeCity(scope);
  for (const id of wish.scope.departmentIds ?? []) requireInside(scope, id);
  requirePeriod(wish.fromDate, wish.toDate);
  if ((await context.store.trunks.byId(wish.trunkId)) === null) throw notFound('trunk');
  const campaign: StoredCampaign = {
    id: newId(context),
    name: wish.name,
    state: 'draft',
    scope: wish.scope,
    period: { fromDay: wish.fromDate, toDay: wish.toDate },
    policy: await policyOf(context, wish),
    targets: wish.targets ?? defaultCampaignTargets,
    trunkId: wish.trunkId,
    createdAtMs: context.clock.nowMs(),
    createdBy: actorName(context.actor),
    startedAtMs: null,
    endedAtMs: null,
    stateReason: null,
  };
  await context.store.transaction(async (within) => {
    await within.campaigns.insert(campaign);
    await recordAudit(
      context,
      within,
      'campaigns.create',
      { kind: 'campaign', id: campaign.id },
      { name: wish.name, scope: wish.scope, period: campaign.period },
    );
  });
  return campaignView(context, campaign);
}

/** Throws `invalid_input` unless both days exist and stand in order. */
export function requirePeriod(fromDate: string, toDate: string): void {
  for (const [place, day] of [
    ['fromDate', fromDate],
    ['toDate', toDate],
  ] as const) {
    if (Number.isNaN(Date.parse(`${day}T00:00:00Z`))) {
      throw new AppFault(
        'invalid_input',
        { detail: { zh: `没有 ${day} 这一天`, en: `there is no day ${day}` } },
        place,
      );
    }
  }
  if (fromDate > toDate) {
    throw new AppFault(
      'invalid_input',
      { detail: { zh: '开始日期晚于结束日期', en: 'the first day is after the last' } },
      'toDate',
    );
  }
}

/** The rules given, those of the named policy, or the default ones. */
export async function policyOf(
  context: Pick<AppContext, 'store'>,
  wish: Pick<NewCampaign, 'policy' | 'policyId' | 'menuWalks'>,
): Promise<CampaignPolicy> {
  const policy = await rulesOf(context, wish);
  return wish.menuWalks === undefined ? policy : { ...policy, menuWalks: wish.menuWalks };
}

async function rulesOf(
  context: Pick<AppContext, 'store'>,
  wish: Pick<NewCampaign, 'policy' | 'policyId'>,
): Promise<CampaignPolicy> {
  if (wish.policy !== undefined) return wish.policy;
  if (wish.policyId === undefined) return defaultCampaignPolicy;
  const named = await context.store.settings.policy(wish.policyId);
  if (named === null) throw notFound('policy');
  return named.rules;
}
