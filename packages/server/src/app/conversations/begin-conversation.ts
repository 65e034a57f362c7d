import type { ConversationBegun, NewConversation } from '@everyline/contract';
import { addDays, localTime, momentOf, mostConversationsADay } from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { tokenHash } from '../tokens/token-secret.ts';
import { publicView } from './conversation-view.ts';
import { tellConversationChanged } from './opened-conversation.ts';
import { preparedMessage, sayWithin } from './say-something.ts';

/**
 * Begins a conversation, with a first message or without.
 *
 * @param from whence it comes (an address), kept as a digest that changes every day
 */
export async function beginConversation(
  context: AppContext,
  input: NewConversation,
  from: string,
): Promise<ConversationBegun> {
  const { clock, random, store } = context;
  const calendar = cityCalendar();
  const atMs = clock.nowMs();
  const { day } = localTime(calendar, atMs);
  const sender = await sha256Hex(`${day} ${from}`);
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  const begun = {
    id: newId(context),
    secretSha256: await tokenHash(secret),
    channel: input.channel ?? 'portal',
    language: input.language ?? context.language,
    region: input.region?.trim() || null,
    startedAtMs: atMs,
    day,
    sender,
  };
  const message =
    input.text === undefined
      ? null
      : await preparedMessage(context, { text: input.text, clientKey: input.clientKey });
  const row = await store.transaction(async (within) => {
    if ((await within.conversations.begunBy(sender, day)) >= mostConversationsADay) {
      const tomorrowMs = momentOf(calendar, addDays(day, 1), 0);
      throw new AppFault('too_many_requests', { seconds: Math.ceil((tomorrowMs - atMs) / 1000) });
    }
    await within.conversations.begin(begun);
    const subject = { kind: 'conversation', id: begun.id };
    const { channel, language } = begun;
    await recordAudit(context, within, 'conversations.begin', subject, { channel, language });
    if (message !== null) await sayWithin(context, within, begun.id, message);
    return within.conversations.row(begun.id);
  });
  if (row === null) throw notFound('conversation');
  tellConversationChanged(context, row);
  return { ...(await publicView(context, row, 0)), secret };
}
