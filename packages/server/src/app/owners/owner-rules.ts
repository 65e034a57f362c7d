import type { OwnerPolicy as OwnerPolicyView } from '@everyline/contract';
import { defaultOwnerPolicy, type OwnerPolicy } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';

/** The rules of owners that hold: the city's, else those that the program brings. */
export async function ownerRules(store: Pick<Repositories, 'settings'>): Promise<OwnerPolicy> {
  return (await store.settings.ownerPolicy()) ?? defaultOwnerPolicy;
}

export async function readOwnerPolicy(context: AppContext): Promise<OwnerPolicyView> {
  await authorise(context, 'policies.see');
  return ownerRules(context.store);
}

/** Changes the rules; what is due already stays due on its day. */
export async function changeOwnerPolicy(
  context: AppContext,
  policy: OwnerPolicyView,
): Promise<OwnerPolicyView> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  if (policy.remindBeforeDays >= policy.validDays) {
    const detail = {
      zh: '提前提醒的天数必须少于有效天数',
      en: 'the reminder before the last day must come within the time that a confirmation holds',
    };
    throw new AppFault('invalid_input', { detail }, 'remindBeforeDays');
  }
  await context.store.transaction(async (within) => {
    await within.settings.saveOwnerPolicy(policy);
    const subject = { kind: 'settings', id: 'owner_policy' };
    await recordAudit(context, within, 'settings.change', subject, policy);
  });
  return policy;
}
