import type { ConversationBegun, NewConversation } from '@everyline/contract';
import {
  addDays,
  localTime,
  momentOf,
  mostConversationsADay,
  type ConversationChannel,
} from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
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
  const { store } = context;
  const message =
    input.text === undefined
      ? null
      : await preparedMessage(context, { text: input.text, clientKey: input.clientKey });
  const { row, secret } = await store.transaction(async (within) => {
    const begun = await beginWithin(context, within, input, from);
    if (message !== null) await sayWithin(context, within, begun.id, message);
    return { row: await within.conversations.row(begun.id), secret: begun.secret };
  });
  if (row === null) throw notFound('conversation');
  tellConversationChanged(context, row);
  return { ...(await publicView(context, row, 0)), secret };
}

/** Begins a conversation in a transaction; its identity, and the secret that opens it. */
export async function beginWithin(
  context: AppContext,
  within: Repositories,
  input: Pick<NewConversation, 'language' | 'region'> & { readonly channel?: ConversationChannel },
  from: string,
): Promise<{ readonly id: string; readonly secret: string }> {
  const { clock, random } = context;
  const calendar = cityCalendar();
  const atMs = clock.nowMs();
  const { day } = localTime(calendar, atMs);
  const sender = await sha256Hex(`${day} ${from}`);
  if ((await within.conversations.begunBy(sender, day)) >= mostConversationsADay) {
    const tomorrowMs = momentOf(calendar, addDays(day, 1), 0);
    throw new AppFault('too_many_requests', { seconds: Math.ceil((tomorrowMs - atMs) / 1000) });
  }
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
  await within.conversations.begin(begun);
  const subject = { kind: 'conversation', id: begun.id };
  const { channel, language } = begun;
  await recordAudit(context, within, 'conversations.begin', subject, { channel, language });
  return { id: begun.id, secret };
}
