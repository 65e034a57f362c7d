import type { KnowledgePolicy as KnowledgePolicyView } from '@everyline/contract';
import { defaultKnowledgePolicy, type KnowledgePolicy } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';

/** The rules of the knowledge base that hold: the city's, else those that the program brings. */
export async function knowledgeRules(
  store: Pick<Repositories, 'settings'>,
): Promise<KnowledgePolicy> {
  return (await store.settings.knowledgePolicy()) ?? defaultKnowledgePolicy;
}

export async function readKnowledgePolicy(context: AppContext): Promise<KnowledgePolicyView> {
  await authorise(context, 'knowledge.see');
  return { ...(await knowledgeRules(context.store)) };
}

export async function changeKnowledgePolicy(
  context: AppContext,
  policy: KnowledgePolicyView,
): Promise<KnowledgePolicyView> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  await context.store.transaction(async (within) => {
    await within.settings.saveKnowledgePolicy(policy);
    const subject = { kind: 'settings', id: 'knowledge_policy' };
    await recordAudit(context, within, 'settings.change', subject, policy);
  });
  return policy;
}
