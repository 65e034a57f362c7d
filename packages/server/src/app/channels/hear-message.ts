import { asksForPerson } from '@everyline/knowledge';
import { conversationPauseMs } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { beginWithin } from '../conversations/begin-conversation.ts';
import { noteFeedback } from '../conversations/give-feedback.ts';
import { tellConversationChanged } from '../conversations/opened-conversation.ts';
import { inLanguage, saidByService } from '../conversations/reply-words.ts';
import {
  plainMessage,
  preparedMessage,
  sayWithin,
  type PreparedMessage,
} from '../conversations/say-something.ts';
import { AppFault, faultSentence } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { ChannelAdapter, Incoming } from '../ports/channels.ts';
import type { Repositories } from '../ports/store.ts';
import type { ChannelMessageRow, ChannelSender, StoredChannel } from '../ports/store/channels.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { accountOf } from './channel-account.ts';
import { readIncoming, type Meant } from './read-incoming.ts';
import { channelLanguage } from './reply-text.ts';
import { sayToCitizen } from './say-to-citizen.ts';

/** So long the outbox leaves to the platform's request what can be answered in it. */
const heldForResponseMs = 10_000;

/** Acts on a message that is kept, once: what came of it stands in its row. */
export async function hearMessage(
  context: AppContext,
  channel: StoredChannel,
  adapter: Pick<ChannelAdapter, 'repliesInResponse'>,
  messageSha256: string,
): Promise<ChannelMessageRow> {
  const kept = await context.store.channels.message(channel.id, messageSha256);
  if (kept === null) throw new Error('a message is kept before it is heard');
  if (kept.contentSealed === null) return kept;
  const incoming = JSON.parse(context.secrets.open(kept.contentSealed)) as Incoming;
  const meant = readIncoming(accountOf(context, channel), incoming, asksForPerson);
  const prepared =
    meant.kind === 'message'
      ? {
          ...(await preparedMessage(context, { text: meant.text, clientKey: undefined })),
          reply: meant.reply,
        }
      : null;
  const hear = (anew: boolean) =>
    context.store.transaction(async (within) => {
      const held = await within.channels.heldMessage(channel.id, messageSha256);
      if (held?.contentSealed == null) return;
      const sender = await within.channels.heldSender(
        await senderOf(context, channel, incoming, context.clock.nowMs()),
      );
      const acted = await act(context, within, { channel, sender, meant, prepared, anew });
      if (acted.conversationId !== null && adapter.repliesInResponse) {
        const untilMs = context.clock.nowMs() + heldForResponseMs;
        await within.channels.holdReplies(sender.id, acted.conversationId, untilMs);
      }
      await within.channels.answered({
        ...{ channelId: channel.id, messageSha256, senderId: sender.id },
        ...acted,
      });
    });
  try {
    await hear(false);
  } catch (cause) {
    if (!(cause instanceof AppFault)) throw cause;
    if (cause.code === 'conversation_long') await hear(true);
    else {
      // Too much at once: who writes is told so, and the message is done with.
      const { message } = faultSentence(cause.code, { ...cause.values }, channelLanguage);
      await context.store.channels.answered({
        ...{ channelId: channel.id, messageSha256, said: message },
        ...{ senderId: null, conversationId: null, afterPosition: null, untilPosition: null },
      });
    }
  }
  const heard = await context.store.channels.message(channel.id, messageSha256);
  if (heard === null) throw new Error('a message stays for two days');
  if (heard.conversationId !== null) {
    const row = await context.store.conversations.row(heard.conversationId);
    if (row !== null) tellConversationChanged(context, row);
  }
  return heard;
}

async function senderOf(
  context: AppContext,
  { id: channelId }: StoredChannel,
  { sender, way }: Incoming,
  heardAtMs: number,
): Promise<Omit<ChannelSender, 'conversationId'>> {
  return {
    id: newId(context),
    channelId,
    senderSha256: await sha256Hex(`${channelId} ${sender}`),
    senderSealed: context.secrets.seal(sender),
    waySealed: way === null ? null : context.secrets.seal(way),
    heardAtMs,
  };
}

type Acted = Pick<ChannelMessageRow, 'conversationId' | 'afterPosition' | 'untilPosition' | 'said'>;

async function act(
  context: AppContext,
  within: Repositories,
  heard: {
    readonly channel: StoredChannel;
    readonly sender: ChannelSender;
    readonly meant: Meant;
    readonly prepared: PreparedMessage | null;
    /** The conversation that there is has become too long. */
    readonly anew: boolean;
  },
): Promise<Acted> {
  const { meant, sender, prepared } = heard;
  const outside = { conversationId: null, afterPosition: null, untilPosition: null };
  if (meant.kind === 'outside') return { ...outside, said: meant.text };
  if (meant.kind === 'feedback') {
    const text = inLanguage(saidByService.thanks, channelLanguage);
    const id = sender.conversationId;
    const row = id === null ? null : await within.conversations.held(id);
    if (row === null) return { ...outside, said: text };
    const atMs = context.clock.nowMs();
    await within.conversations.say(row.id, plainMessage(atMs, meant.text));
    await noteFeedback(context, within, row, meant.solved, '');
    const thanks = { ...plainMessage(atMs, text), from: 'service', kind: 'notice' } as const;
    const untilPosition = await sayToCitizen(context, within, row, thanks);
    return { conversationId: row.id, afterPosition: row.messages, untilPosition, said: null };
  }
  if (prepared === null) throw new Error('a message is prepared before it is said');
  const conversationId =
    (heard.anew ? null : await goingOn(context, within, sender)) ??
    (await begin(context, within, heard.channel, sender));
  const afterPosition = await sayWithin(context, within, conversationId, prepared);
  const row = await within.conversations.row(conversationId);
  return { conversationId, afterPosition, untilPosition: row?.messages ?? null, said: null };
}

/** The conversation with somebody that is not over; null where there is none, or nothing was said in it for a day. */
async function goingOn(
  { clock }: AppContext,
  within: Repositories,
  { conversationId }: ChannelSender,
): Promise<string | null> {
  const row = conversationId === null ? null : await within.conversations.held(conversationId);
  if (row === null || row.state === 'closed') return null;
  const rests = row.state === 'answering';
  return rests && clock.nowMs() - row.lastMessageAtMs > conversationPauseMs ? null : row.id;
}

async function begin(
  context: AppContext,
  within: Repositories,
  { kind }: StoredChannel,
  sender: ChannelSender,
): Promise<string> {
  const { id } = await beginWithin(
    context,
    within,
    { channel: kind, language: channelLanguage },
    sender.senderSha256,
  );
  await within.channels.setConversation(sender.id, id);
  return id;
}
