import { isCarried, localTime } from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type {
  ChannelAdapter,
  ChannelRequest,
  ChannelResponse,
  RefusalReason,
} from '../ports/channels.ts';
import type { ChannelMessageRow, StoredChannel } from '../ports/store/channels.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { accountOf, toolsOf } from './channel-account.ts';
import { hearMessage } from './hear-message.ts';
import { replyText } from './reply-text.ts';

/** Platforms wait 5 s for an answer (WeChat, Douyin, Weibo); ours leaves a second for the way. */
const answerWithinMs = 4_000;
/** Of who is refused nothing is told. */
const refused: ChannelResponse = { status: 403, type: 'text/plain; charset=utf-8', body: '' };
const nothing: ChannelResponse = { ...refused, status: 404 };

/**
 * Answers a request of a platform. What citizens say is kept first, then acted on; what takes longer than the platform
 * waits is said through the outbox.
 *
 * @param report hears of what failed while the message is kept, to be heard again
 */
export async function receiveFromChannel(
  context: AppContext,
  id: string,
  request: ChannelRequest,
  report: (cause: unknown) => void,
): Promise<ChannelResponse> {
  const channel = await context.store.channels.byId(id);
  if (!channel?.enabled || !isCarried(channel.kind)) return nothing;
  const adapter = context.channelAdapters[channel.kind];
  const received = adapter.receive(accountOf(context, channel), request, {
    nowMs: context.clock.nowMs(),
    randomBytes: (count) => context.random.bytes(count),
  });
  if (received.kind === 'refused') {
    await countRefusal(context, channel, received.reason);
    return refused;
  }
  if (received.kind === 'settled') return received.response;
  const { incoming, respond } = received;
  const messageSha256 = await sha256Hex(`${incoming.sender} ${incoming.messageId}`);
  await context.store.channels.keepMessage({
    channelId: channel.id,
    messageSha256,
    contentSealed: context.secrets.seal(JSON.stringify(incoming)),
    atMs: context.clock.nowMs(),
  });
  return respond(await answerInTime(context, channel, adapter, messageSha256, report));
}

async function answerInTime(
  context: AppContext,
  channel: StoredChannel,
  adapter: ChannelAdapter,
  messageSha256: string,
  report: (cause: unknown) => void,
): Promise<string | null> {
  const late = new AbortController();
  const done = new AbortController();
  const work = async () => {
    const heard = await hearMessage(context, channel, adapter, messageSha256);
    return adapter.repliesInResponse && !late.signal.aborted
      ? inResponse(context, heard, adapter, late.signal)
      : sayApart(context, channel, adapter, heard);
  };
  const answering = work().catch((cause: unknown) => {
    report(cause);
    return null;
  });
  const waiting = context.clock.wait(answerWithinMs, done.signal).then(() => null);
  try {
    return await Promise.race([
      answering,
      waiting.then(() => {
        if (!done.signal.aborted) late.abort();
        return null;
      }),
    ]);
  } finally {
    done.abort();
  }
}

/** What goes with the response; null where it is too long for that, or leaves by the outbox already. */
async function inResponse(
  { store, clock }: AppContext,
  heard: ChannelMessageRow,
  { mostBytes }: ChannelAdapter,
  late: AbortSignal,
): Promise<string | null> {
  const { conversationId, afterPosition, untilPosition } = heard;
  if (heard.said !== null) return heard.said;
  if (conversationId === null || afterPosition === null || untilPosition === null) return null;
  const text = await replyText(
    { store, clock },
    conversationId,
    (position) => position > afterPosition && position <= untilPosition,
  );
  if (text === '') return null;
  if (heard.inResponse) return text;
  const hasRoom = new TextEncoder().encode(text).length <= mostBytes;
  if (!hasRoom || !(await store.channels.respondWith(heard, clock.nowMs()))) {
    await store.channels.releaseReplies(heard, clock.nowMs());
    return null;
  }
  if (!late.aborted) return text;
  await store.channels.takeBack(heard, clock.nowMs());
  return null;
}

/** What does not go with a response: the outbox has what stands in a conversation; a courtesy is tried once. */
async function sayApart(
  context: AppContext,
  channel: StoredChannel,
  adapter: ChannelAdapter,
  heard: ChannelMessageRow,
): Promise<null> {
  const { store, clock, secrets } = context;
  if (heard.conversationId !== null) await store.channels.releaseReplies(heard, clock.nowMs());
  if (heard.said !== null && heard.senderId !== null) {
    const sender = await store.channels.sender(heard.senderId);
    if (sender !== null) {
      const to = {
        sender: secrets.open(sender.senderSealed),
        way: sender.waySealed === null ? null : secrets.open(sender.waySealed),
      };
      const tools = await toolsOf(context, channel);
      await adapter.say(accountOf(context, channel), to, heard.said, tools);
    }
  }
  return null;
}

/**
 * Hears what was kept and not answered: a process died, or the database was away. After two days no platform takes a reply
 * any more, and what is kept is forgotten.
 */
export async function hearAgain(
  context: AppContext,
  report: (cause: unknown) => void,
): Promise<void> {
  const { store, clock } = context;
  const nowMs = clock.nowMs();
  const left = await store.channels.unanswered(nowMs - 60_000, nowMs - 2 * 86_400_000, 100);
  for (const { channelId, messageSha256 } of left) {
    const channel = await store.channels.byId(channelId);
    if (!channel || !isCarried(channel.kind)) continue;
    const adapter = context.channelAdapters[channel.kind];
    try {
      const heard = await hearMessage(context, channel, adapter, messageSha256);
      await sayApart(context, channel, adapter, heard);
    } catch (cause) {
      report(cause);
    }
  }
}

/** Counts what did not come from the platform; the log has the first of a day, the tenth, the hundredth and so on. */
async function countRefusal(
  context: AppContext,
  { id, name }: StoredChannel,
  reason: RefusalReason,
): Promise<void> {
  const atMs = context.clock.nowMs();
  const { day } = localTime(cityCalendar(), atMs);
  await context.store.transaction(async (within) => {
    const count = await within.channels.countRefusal(id, day, reason, atMs);
    if (!/^10*$/.test(String(count))) return;
    const subject = { kind: 'channel', id };
    await recordAudit(context, within, 'channels.refuse', subject, { name, reason, day, count });
  });
}
