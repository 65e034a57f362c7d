import type { Policy } from '@everyline/contract';
import { defaultCampaignPolicy } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import { newId } from '../new-id.ts';
import { policyRules } from './policy-rules.ts';

/** The first policy, made when the city has none. */
export async function ensurePolicy(
  context: Pick<AppContext, 'clock' | 'random'>,
  within: Pick<Repositories, 'settings'>,
): Promise<Policy> {
  const [first] = await within.settings.policies();
  if (first) return first;
  const policy = {
    id: newId(context),
    name: '标准 Standard',
    rules: policyRules(defaultCampaignPolicy),
    createdAtMs: context.clock.nowMs(),
  };
  await within.settings.insertPolicy(policy);
  return policy;
}
