import { cutText, localTime, isCarried } from '@everyline/domain';

import { noteToldWithin } from '../cases/tell-citizen.ts';
import type { AppContext } from '../context.ts';
import type { CaseResult, ChannelAdapter, SayTo } from '../ports/channels.ts';
import type { SendResult } from '../ports/outbound.ts';
import type { ClaimedBatch } from '../ports/store/telling.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { accountOf, toolsOf } from './channel-account.ts';
import { replyText } from './reply-text.ts';

const gone: SendResult = {
  kind: 'failed',
  retry: false,
  failure: { code: 'target_gone', detail: '' },
};

/**
 * Says to a citizen what waits for them, by the channel by which they wrote, in as few messages as have room; what went out
 * in an attempt before is not said again.
 */
export async function sendReplies(context: AppContext, batch: ClaimedBatch): Promise<SendResult> {
  const { channels } = context.store;
  const sender =
    batch.channelSenderId === null ? null : await channels.sender(batch.channelSenderId);
  const channel = sender && (await channels.byId(sender.channelId));
  if (!sender || !channel?.enabled || !isCarried(channel.kind)) return gone;
  const adapter = context.channelAdapters[channel.kind];
  const account = accountOf(context, channel);
  const tools = await toolsOf(context, channel);
  const to: SayTo = {
    sender: context.secrets.open(sender.senderSealed),
    way: sender.waySealed === null ? null : context.secrets.open(sender.waySealed),
  };
  const steps = await stepsOf(context, batch, adapter, (result) =>
    adapter.tellCase ? adapter.tellCase(account, to, result, tools) : Promise.resolve(null),
  );
  const done = await channels.piecesSent(batch.id);
  for (const [index, step] of steps.entries()) {
    if (index < done) continue;
    const result = await step((text) => adapter.say(account, to, text, tools));
    if (result.kind === 'failed') return result;
    await channels.notePieces(batch.id, index + 1);
  }
  return { kind: 'sent', answer: '' };
}

type Say = (text: string) => ReturnType<ChannelAdapter['say']>;
type Step = (say: Say) => Promise<SendResult>;

async function stepsOf(
  context: AppContext,
  { news }: ClaimedBatch,
  adapter: ChannelAdapter,
  tell: (result: CaseResult) => Promise<SendResult | null>,
): Promise<Step[]> {
  const replies = news.flatMap(({ reply }) => (reply ? [reply] : []));
  const steps: Step[] = [];
  for (const caseId of new Set(replies.flatMap(({ caseId: id }) => id ?? []))) {
    const result = await caseResult(context, caseId);
    const text = await textOf(
      context,
      replies.filter((one) => one.caseId === caseId),
    );
    steps.push(async (say) => {
      const sent = (result && (await tell(result))) ?? (await sayAll(adapter, text, say));
      if (sent.kind === 'sent') await noteTold(context, caseId);
      return sent;
    });
  }
  const said = replies.filter(({ caseId }) => caseId === null);
  const pieces = cutText(await textOf(context, said), adapter.mostBytes);
  return [
    ...pieces.map(
      (piece): Step =>
        (say) =>
          say(piece),
    ),
    ...steps,
  ];
}

async function noteTold(context: AppContext, caseId: string): Promise<void> {
  await context.store.transaction(async (within) => {
    const row = await within.cases.held(caseId);
    if (row === null || row.answeredAtMs === null || row.toldAtMs !== null) return;
    await noteToldWithin(context, within, row, 'message', '');
  });
}

async function sayAll(adapter: ChannelAdapter, text: string, say: Say): Promise<SendResult> {
  let last: SendResult = { kind: 'sent', answer: '' };
  for (const piece of cutText(text, adapter.mostBytes)) {
    last = await say(piece);
    if (last.kind === 'failed') return last;
  }
  return last;
}

async function textOf(
  context: AppContext,
  replies: readonly { readonly conversationId: string; readonly position: number }[],
): Promise<string> {
  const texts = [];
  for (const [id, some] of Map.groupBy(replies, ({ conversationId }) => conversationId)) {
    const positions = new Set(some.map(({ position }) => position));
    texts.push(await replyText(context, id, (position) => positions.has(position)));
  }
  return texts.join('\n\n');
}

async function caseResult({ store }: AppContext, caseId: string): Promise<CaseResult | null> {
  const row = await store.cases.row(caseId);
  if (row === null || row.answeredAtMs === null) return null;
  return {
    number: String(row.number),
    answer: row.answer,
    department: row.departmentName ?? '',
    date: localTime(cityCalendar(), row.answeredAtMs).day,
  };
}
