import type { ConversationDetail, ConversationPage, ConversationQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { ConversationFilter } from '../ports/store/conversations.ts';
import { pagingOf } from '../ports/store/page.ts';
import { accountNames, briefView, detailView } from './conversation-view.ts';

/** Conversations: those that wait, those that who asks has taken, the open ones, or those that are over. */
export async function listConversations(
  context: AppContext,
  query: ConversationQuery,
): Promise<ConversationPage> {
  await authorise(context, 'conversations.see');
  const { view = 'waiting', q, channel } = query;
  const { actor, store } = context;
  const ownId = actor.kind === 'person' ? actor.id : '';
  const narrowed = {
    ...(q !== undefined && { q }),
    ...(channel !== undefined && { channel }),
  };
  const views = {
    waiting: { states: ['waiting'], longestWaitFirst: true },
    mine: { states: ['with_person'], takenById: ownId, longestWaitFirst: false },
    open: { states: ['answering', 'waiting', 'with_person'], longestWaitFirst: false },
    closed: { states: ['closed'], longestWaitFirst: false },
  } as const satisfies Readonly<Record<string, ConversationFilter>>;
  const [found, counts, nameOf] = await Promise.all([
    store.conversations.page({ ...views[view], ...narrowed }, pagingOf(query)),
    store.conversations.counts(ownId),
    accountNames(store),
  ]);
  return { ...found, items: found.items.map((row) => briefView(row, nameOf)), ...counts };
}

export async function readConversation(
  context: AppContext,
  id: string,
): Promise<ConversationDetail> {
  await authorise(context, 'conversations.see');
  const row = await context.store.conversations.row(id);
  if (row === null) throw notFound('conversation');
  return detailView(context, row);
}
