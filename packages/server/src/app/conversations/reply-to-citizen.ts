import type { ConversationDetail, ConversationReply } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { sayToCitizen } from '../channels/say-to-citizen.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { accountNames } from './conversation-view.ts';
import { maskMessage } from './mask-message.ts';
import { movedView, whatHappened } from './move-conversation.ts';
import { plainMessage } from './say-something.ts';

/** Writes to a citizen in a conversation that the one who asks has taken; sent again with its key it counts once. */
export async function replyToCitizen(
  context: AppContext,
  id: string,
  { text, clientKey = '' }: ConversationReply,
): Promise<ConversationDetail> {
  await authorise(context, 'conversations.answer');
  const { actor, clock, store } = context;
  const message = await maskMessage(context, text);
  if (message.text === '') {
    const detail = { zh: '请写下要回复的内容', en: 'write what is to be said' };
    throw new AppFault('invalid_input', { detail }, 'text');
  }
  const nameOf = await accountNames(store);
  await store.transaction(async (within) => {
    const { conversations } = within;
    const row = await conversations.held(id);
    if (row === null) throw notFound('conversation');
    if (clientKey !== '' && (await conversations.saidWithKey(id, clientKey)) !== null) return;
    const ownId = actor.kind === 'person' ? actor.id : '';
    if (row.state !== 'with_person' || row.takenById !== ownId) {
      throw new AppFault('conversation_moved', { detail: whatHappened(row, ownId, nameOf) });
    }
    const position = await sayToCitizen(context, within, row, {
      ...plainMessage(clock.nowMs(), message.text),
      from: 'person',
      by: actor.name,
      masked: message.masked,
      clientKey: clientKey === '' ? null : clientKey,
    });
    const subject = { kind: 'conversation', id };
    await recordAudit(context, within, 'conversations.reply', subject, { position });
  });
  return movedView(context, id);
}
