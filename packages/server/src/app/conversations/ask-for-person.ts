import type { PublicConversation } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { answerRules } from './answer-rules.ts';
import { publicView } from './conversation-view.ts';
import { openedConversation, tellConversationChanged } from './opened-conversation.ts';
import { waitForPerson } from './say-something.ts';

/** A citizen asks for a person; who waits or has one already changes nothing by it. */
export async function askForPerson(
  context: AppContext,
  id: string,
  secret: string | null,
): Promise<PublicConversation> {
  await openedConversation(context, id, secret);
  const policy = await answerRules(context.store);
  const before = await context.store.transaction(async (within) => {
    const row = await within.conversations.held(id);
    if (row === null) throw notFound('conversation');
    if (row.state === 'closed') throw new AppFault('conversation_over');
    if (row.state === 'answering') {
      const { thread } = row;
      await waitForPerson(context, within, row, {
        ...{ reasons: null, thread, policy, isSwitchedOff: false },
      });
    }
    return row;
  });
  const row = await context.store.conversations.row(id);
  if (row === null) throw notFound('conversation');
  if (row.state !== before.state) tellConversationChanged(context, row);
  return publicView(context, row, before.messages);
}
