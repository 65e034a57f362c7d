import type { Case, NewCase } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { sayToCitizen } from '../channels/say-to-citizen.ts';
import { tellCaseChanged } from '../cases/case-changed.ts';
import { caseRules } from '../cases/case-rules.ts';
import { caseView } from '../cases/case-view.ts';
import { openCaseWithin } from '../cases/open-case.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { tellConversationChanged } from './opened-conversation.ts';
import { inLanguage, saidByService } from './reply-words.ts';
import { plainMessage } from './say-something.ts';

/** Opens a case for what a conversation is about; one conversation has one case, and its citizen is told the number. */
export async function openCaseOfConversation(
  context: AppContext,
  id: string,
  input: NewCase,
): Promise<Case> {
  await authorise(context, 'conversations.answer');
  const scope = await authorise(context, 'cases.open');
  requireInside(scope, input.departmentId ?? null);
  const { row, conversation, policy } = await context.store.transaction(async (within) => {
    const held = await within.conversations.held(id);
    if (held === null) throw notFound('conversation');
    if (held.caseId !== null) {
      const detail = {
        zh: '这个对话已登记过工单',
        en: 'a case was opened for it already',
      };
      throw new AppFault('conversation_moved', { detail });
    }
    const opened = await openCaseWithin(context, within, input);
    const atMs = context.clock.nowMs();
    const number = String(opened.number);
    const { language } = held;
    await sayToCitizen(context, within, held, {
      ...plainMessage(
        atMs,
        inLanguage(saidByService.case_opened, language).replace('{number}', number),
      ),
      from: 'service',
      kind: 'notice',
    });
    await within.conversations.change(
      id,
      { caseId: opened.id },
      { atMs, by: actorName(context.actor), kind: 'case', note: number },
    );
    const subject = { kind: 'conversation', id };
    await recordAudit(context, within, 'conversations.case', subject, { caseId: opened.id });
    return { row: opened, conversation: held, policy: await caseRules(within) };
  });
  tellCaseChanged(context, row);
  tellConversationChanged(context, conversation);
  return caseView(row, policy, context.clock.nowMs());
}
