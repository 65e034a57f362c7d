import type {
  ConversationBrief,
  ConversationDetail,
  PublicConversation,
  PublicMessage,
} from '@everyline/contract';
import { isCarried, staffMovesOf, waitingNotice, type AnswerPolicy } from '@everyline/domain';

import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { namePeople } from '../people/name-people.ts';
import type { Repositories } from '../ports/store.ts';
import type { ConversationRow, StoredMessage } from '../ports/store/conversations.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { sendSentence } from '../telling/send-sentence.ts';
import { answerRules } from './answer-rules.ts';
import { inLanguage } from './reply-words.ts';

/** What who waits is told at a moment, in both languages; null for who waits for nobody. */
export function noticeOf(row: ConversationRow, policy: AnswerPolicy, nowMs: number) {
  return row.waitingSinceMs === null
    ? null
    : waitingNotice(policy, cityCalendar(), row.waitingSinceMs, nowMs);
}

/** A conversation as its citizen sees it, with the messages behind a position. */
export async function publicView(
  {
    store,
    clock,
  }: { readonly store: Pick<Repositories, 'conversations' | 'settings'> } & Pick<
    AppContext,
    'clock'
  >,
  row: ConversationRow,
  after: number,
): Promise<PublicConversation> {
  const said = await store.conversations.said(row.id, after);
  const notice = noticeOf(row, await answerRules(store), clock.nowMs());
  return {
    id: row.id,
    state: row.state,
    channel: row.channel,
    language: row.language,
    startedAtMs: row.startedAtMs,
    messages: said.map(publicMessage),
    lastPosition: said.at(-1)?.position ?? Math.min(after, row.messages),
    notice: notice && inLanguage(notice, row.language),
    solved: row.solved,
  };
}

function publicMessage(message: StoredMessage): PublicMessage {
  const { position, atMs, from, kind, text, citations, choices } = message;
  return { position, atMs, from, kind, text, citations, choices };
}

/** How somebody who stands in a conversation by their account is called. */
export type NameOf = (account: string) => string;

/** Names accounts as people know them. */
export async function accountNames(store: Pick<Repositories, 'people'>): Promise<NameOf> {
  const named = await namePeople(store);
  return (account) => named(`person:${account}`).zh;
}

export function briefView(row: ConversationRow, nameOf: NameOf): ConversationBrief {
  const { takenById, takenBy } = row;
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    channel: row.channel,
    language: row.language,
    startedAtMs: row.startedAtMs,
    lastMessageAtMs: row.lastMessageAtMs,
    messages: row.messages,
    question: row.question,
    lastText: row.lastText,
    waitingSinceMs: row.waitingSinceMs,
    takenBy: takenById === null ? null : { id: takenById, name: nameOf(takenBy ?? '') },
    solved: row.solved,
    caseId: row.caseId,
  };
}

/** A conversation with all that was said and done, and what the one who asks may do with it. */
export async function detailView(
  { store, clock, actor }: Pick<AppContext, 'store' | 'clock' | 'actor'>,
  row: ConversationRow,
): Promise<ConversationDetail> {
  const [said, steps, policy, nameOf, undelivered] = await Promise.all([
    store.conversations.said(row.id, 0),
    store.conversations.steps(row.id),
    answerRules(store),
    accountNames(store),
    isCarried(row.channel) ? store.channels.undelivered(row.id) : null,
  ]);
  const may = actor.kind === 'person' && reachOf(actor.role, 'conversations.answer') !== 'no';
  const hasIt = may && row.state === 'with_person' && row.takenById === actor.id;
  return {
    ...briefView(row, nameOf),
    said: said.map((one) => ({ ...one, by: one.by === null ? null : nameOf(one.by) })),
    steps: steps.map((step) => ({
      ...step,
      by: step.by.startsWith('system:') ? '' : nameOf(step.by.slice(step.by.indexOf(':') + 1)),
    })),
    moves: may ? staffMovesOf(row, actor.id).filter((move) => move !== 'ask_person') : [],
    mayReply: hasIt,
    mayOpenCase: may && row.caseId === null && reachOf(actor.role, 'cases.open') !== 'no',
    notice: noticeOf(row, policy, clock.nowMs()),
    undelivered: undelivered && sendSentence(undelivered),
  };
}
