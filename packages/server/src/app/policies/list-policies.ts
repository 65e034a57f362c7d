import type { Policy } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';

export async function listPolicies(context: AppContext): Promise<Policy[]> {
  await authorise(context, 'policies.see');
  return context.store.settings.policies();
}
