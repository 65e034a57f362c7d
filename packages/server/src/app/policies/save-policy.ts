import type { NewPolicy, Policy } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';
import { checkPolicy } from './check-policy.ts';

/** Adds a policy, or changes one; campaigns keep the copy that they were made with. */
export async function savePolicy(
  context: AppContext,
  id: string | null,
  input: NewPolicy,
): Promise<Policy> {
  await authorise(context, 'policies.edit');
  checkPolicy(input.rules);
  return context.store.transaction(async (within) => {
    const all = await within.settings.policies();
    if (all.some((one) => one.name === input.name && one.id !== id)) {
      throw new AppFault('already_exists', { what: THINGS.policy }, 'name');
    }
    if (id === null) {
      const policy = { id: newId(context), ...input, createdAtMs: context.clock.nowMs() };
      await within.settings.insertPolicy(policy);
      await recordAudit(
        context,
        within,
        'policies.create',
        { kind: 'policy', id: policy.id },
        input,
      );
      return policy;
    }
    const before = all.find((one) => one.id === id);
    if (!before) throw notFound('policy');
    await within.settings.updatePolicy(id, input);
    await recordAudit(context, within, 'policies.change', { kind: 'policy', id }, input);
    return { ...before, ...input };
  });
}
