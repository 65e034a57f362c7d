import type { ConversationFigures, ConversationFiguresQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';

const dayMs = 86_400_000;

/** What came by each way in conversations that were begun within the last days. */
export async function conversationFigures(
  context: AppContext,
  { days = 30 }: ConversationFiguresQuery,
): Promise<ConversationFigures> {
  await authorise(context, 'conversations.see');
  return context.store.channels.figures(context.clock.nowMs() - days * dayMs);
}
