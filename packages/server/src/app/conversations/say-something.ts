import type { CitizenMessage, PublicConversation } from '@everyline/contract';
import {
  mostMessageLetters,
  mostMessages,
  mostMessagesAMinute,
  type AnswerPolicy,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { sayToCitizen } from '../channels/say-to-citizen.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { noteGap } from '../gaps/note-gap.ts';
import { noteAsking } from '../topics/note-asking.ts';
import type { ReadyAnswers } from '../ports/answers.ts';
import type { Repositories } from '../ports/store.ts';
import type { ConversationRow, NewMessage } from '../ports/store/conversations.ts';
import { answerMessage } from './answer-message.ts';
import { answerRules } from './answer-rules.ts';
import { publicView } from './conversation-view.ts';
import { maskMessage, type MaskedMessage } from './mask-message.ts';
import { openedConversation, tellConversationChanged } from './opened-conversation.ts';
import { inLanguage, saidByService } from './reply-words.ts';

const minuteMs = 60_000;

/** A message whose personal numbers are masked, with what answers it. */
export interface PreparedMessage extends MaskedMessage {
  readonly clientKey: string | null;
  /** What is said to it without looking anything up, while no person has the conversation. */
  readonly reply?: string | null;
  readonly ready: ReadyAnswers;
  readonly policy: AnswerPolicy;
}

/** Masks a message, and waits until what answers is there, before anything is held. */
export async function preparedMessage(
  context: AppContext,
  input: CitizenMessage | { readonly text: string; readonly clientKey: string | undefined },
): Promise<PreparedMessage> {
  const ready = await context.answers.ready();
  const message = await maskMessage(context, input.text);
  if (message.text === '') {
    const detail = {
      zh: `请写 1 到 ${mostMessageLetters} 个字`,
      en: `write 1 to ${mostMessageLetters} letters`,
    };
    throw new AppFault('invalid_input', { detail }, 'text');
  }
  const policy = await answerRules(context.store);
  return { ...message, clientKey: input.clientKey ?? null, ready, policy };
}

/** A message of a citizen, and what the program says to it; sent again with its key it counts once. */
export async function saySomething(
  context: AppContext,
  id: string,
  secret: string | null,
  input: CitizenMessage,
): Promise<PublicConversation> {
  await openedConversation(context, id, secret);
  const message = await preparedMessage(context, input);
  const after = await context.store.transaction((within) =>
    sayWithin(context, within, id, message),
  );
  const row = await context.store.conversations.row(id);
  if (row === null) throw notFound('conversation');
  tellConversationChanged(context, row);
  return publicView(context, row, after);
}

/** The same in a transaction; the position behind which it stands. */
export async function sayWithin(
  context: AppContext,
  within: Repositories,
  id: string,
  message: PreparedMessage,
): Promise<number> {
  const { conversations } = within;
  const row = await conversations.held(id);
  if (row === null) throw notFound('conversation');
  const { clientKey } = message;
  const known = clientKey === null ? null : await conversations.saidWithKey(id, clientKey);
  if (known !== null) return known - 1;
  if (row.state === 'closed') throw new AppFault('conversation_over');
  const atMs = context.clock.nowMs();
  await requireRoom(within, id, atMs);
  await conversations.say(id, {
    ...plainMessage(atMs, message.text),
    masked: message.masked,
    clientKey,
  });
  const subject = { kind: 'conversation', id };
  const position = row.messages + 1;
  await recordAudit(context, within, 'conversations.message', subject, { position });
  if (row.state === 'answering' && message.reply != null) {
    await sayToCitizen(context, within, row, {
      ...plainMessage(atMs, message.reply),
      from: 'service',
      kind: 'notice',
    });
  } else if (row.state === 'answering') {
    await answerWithin(
      { ...context, store: { ...context.store, ...within } },
      within,
      row,
      message,
    );
  }
  return row.messages;
}

async function requireRoom(within: Repositories, id: string, atMs: number): Promise<void> {
  const { all, since } = await within.conversations.citizenSaid(id, atMs - minuteMs);
  if (all >= mostMessages) throw new AppFault('conversation_long', { most: mostMessages });
  if (since >= mostMessagesAMinute) throw new AppFault('too_many_requests', { seconds: 60 });
}

async function answerWithin(
  context: AppContext,
  within: Repositories,
  row: ConversationRow,
  { ready, policy, text }: PreparedMessage,
): Promise<void> {
  const answer = await answerMessage(context, ready, policy, row, text);
  await noteAsking(context, within, row, answer, ready.districtIn(text) ?? row.region);
  const atMs = context.clock.nowMs();
  if (answer.kind !== 'hand_over') {
    await sayToCitizen(context, within, row, {
      ...plainMessage(atMs, answer.text),
      from: 'machine',
      kind: answer.kind,
      citations: [...answer.citations],
      choices: [...answer.choices],
      reasons: answer.reasons,
    });
    await within.conversations.change(row.id, { thread: answer.thread });
    if (answer.kind === 'abstained') {
      await noteGap(context, within, row.id, answer.reasons.understood, 'abstained');
    }
    return;
  }
  await waitForPerson(context, within, row, {
    reasons: answer.reasons,
    thread: answer.thread,
    policy,
    isSwitchedOff: answer.reasons.outcome === 'switched_off',
  });
}

/** Puts a conversation that is held into the queue, and says what that means now. */
export async function waitForPerson(
  context: AppContext,
  within: Repositories,
  row: ConversationRow,
  why: {
    readonly reasons: NewMessage['reasons'];
    readonly thread: ConversationRow['thread'];
    readonly policy: AnswerPolicy;
    readonly isSwitchedOff: boolean;
  },
): Promise<void> {
  const atMs = context.clock.nowMs();
  const said = why.isSwitchedOff ? saidByService.switched_off : saidByService.waiting;
  await sayToCitizen(context, within, row, {
    ...plainMessage(atMs, inLanguage(said, row.language)),
    from: 'service',
    kind: 'notice',
    reasons: why.reasons,
  });
  await within.conversations.change(
    row.id,
    { state: 'waiting', waitingSinceMs: atMs, thread: why.thread },
    { atMs, by: actorName(context.actor), kind: 'ask_person', note: '' },
  );
  if (!why.isSwitchedOff) {
    await noteGap(context, within, row.id, row.thread.lastQuestion, 'handed_over');
  }
  const subject = { kind: 'conversation', id: row.id };
  await recordAudit(context, within, 'conversations.ask_person', subject, {
    switchedOff: why.isSwitchedOff,
  });
}

/** A message of the citizen with nothing beside its text. */
export function plainMessage(atMs: number, text: string): NewMessage {
  return {
    ...{ atMs, from: 'citizen', kind: 'text', text, masked: 0, by: null },
    ...{ citations: [], choices: [], reasons: null, clientKey: null },
  };
}
