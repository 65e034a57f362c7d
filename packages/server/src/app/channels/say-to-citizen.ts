import { isCarried } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { ConversationRow, NewMessage } from '../ports/store/conversations.ts';

/**
 * Appends what is said to a citizen to their conversation, and puts it into the outbox where it has to be carried to them,
 * in one transaction; the position that it got.
 */
export async function sayToCitizen(
  context: Pick<AppContext, 'clock' | 'random'>,
  within: Repositories,
  { id, channel }: Pick<ConversationRow, 'id' | 'channel'>,
  message: NewMessage,
  caseId: string | null = null,
): Promise<number> {
  const position = await within.conversations.say(id, message);
  if (!isCarried(channel)) return position;
  const sender = await within.channels.senderOfConversation(id);
  // Without a sender the channel was removed: staff still see what was said.
  if (sender === null) return position;
  const stored = await within.channels.byId(sender.channelId);
  const newsId = newId(context);
  const nowMs = context.clock.nowMs();
  await within.news.add({
    id: newsId,
    key: `reply:${id}:${position}`,
    kind: 'reply',
    atMs: nowMs,
    ticketId: null,
    path: `/conversations?conversation=${id}`,
    departmentId: null,
    subject: { zh: '回复市民', en: 'reply to a citizen' },
    text: { zh: '', en: '' },
    reply: { conversationId: id, position, caseId },
  });
  await within.outbox.add([
    {
      id: newId(context),
      newsId,
      channel,
      accountId: null,
      targetId: null,
      keeperId: null,
      channelSenderId: sender.id,
      addressKey: `channel_sender:${sender.id}`,
      toName: stored?.name ?? channel,
      dueAtMs: nowMs,
    },
  ]);
  return position;
}
