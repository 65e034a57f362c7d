import type { Policy } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import { newId } from '../new-id.ts';
import { defaultPolicy } from './default-policy.ts';

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
    rules: defaultPolicy(),
    createdAtMs: context.clock.nowMs(),
  };
  await within.settings.insertPolicy(policy);
  return policy;
}
