import type { AnswerPolicy as AnswerPolicyView } from '@everyline/contract';
import { defaultAnswerPolicy, parsePublishedHours, type AnswerPolicy } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';

/** The rules of answering that hold: the city's, else those that the program brings. */
export async function answerRules(store: Pick<Repositories, 'settings'>): Promise<AnswerPolicy> {
  return (await store.settings.answerPolicy()) ?? defaultAnswerPolicy;
}

export async function readAnswerPolicy(context: AppContext): Promise<AnswerPolicyView> {
  await authorise(context, 'conversations.see');
  return { ...(await answerRules(context.store)) };
}

export async function changeAnswerPolicy(
  context: AppContext,
  policy: AnswerPolicyView,
): Promise<AnswerPolicyView> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const peopleHours = policy.peopleHours.trim();
  if (peopleHours !== '' && !parsePublishedHours(peopleHours).ok) {
    const detail = {
      zh: `读不懂“${peopleHours}”，请写成“周一至周五 9:00-17:00”这样`,
      en: `“${peopleHours}” cannot be read; write hours like “Mon–Fri 9:00-17:00”`,
    };
    throw new AppFault('invalid_input', { detail }, 'peopleHours');
  }
  const tidy = { ...policy, peopleHours, peopleNumber: policy.peopleNumber.trim() };
  await context.store.transaction(async (within) => {
    await within.settings.saveAnswerPolicy(tidy);
    const subject = { kind: 'settings', id: 'answer_policy' };
    await recordAudit(context, within, 'settings.change', subject, tidy);
  });
  return tidy;
}
