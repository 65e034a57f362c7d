import type { TicketPolicy as TicketPolicyView } from '@everyline/contract';
import { defaultTicketPolicy, ticketPolicyIssue, type TicketPolicy } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';

/** The rules of tickets that hold: the city's, else those that the program brings. */
export async function ticketRules(store: Pick<Repositories, 'settings'>): Promise<TicketPolicy> {
  return (await store.settings.ticketPolicy()) ?? defaultTicketPolicy;
}

export async function readTicketPolicy(context: AppContext): Promise<TicketPolicyView> {
  await authorise(context, 'policies.see');
  return policyView(await ticketRules(context.store));
}

/** Changes the rules; deadlines that were set under the old ones stay as they are. */
export async function changeTicketPolicy(
  context: AppContext,
  policy: TicketPolicyView,
): Promise<TicketPolicyView> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  if (ticketPolicyIssue(policy) === 'escalation_order') {
    const detail = {
      zh: '每一级上报的天数必须多于前一级',
      en: 'each step of the escalation must come after the one before',
    };
    throw new AppFault('invalid_input', { detail }, 'escalateAfterWorkingDays');
  }
  await context.store.transaction(async (within) => {
    await within.settings.saveTicketPolicy(policy);
    const subject = { kind: 'settings', id: 'ticket_policy' };
    await recordAudit(context, within, 'settings.change', subject, policy);
  });
  return policyView(policy);
}

function policyView(policy: TicketPolicy): TicketPolicyView {
  return { ...policy, escalateAfterWorkingDays: [...policy.escalateAfterWorkingDays] };
}
