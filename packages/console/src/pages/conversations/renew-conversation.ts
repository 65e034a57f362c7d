import type { ConversationDetail } from '@everyline/contract';

import { queries } from '../../api.ts';

/** What a conversation is after something was done with it, shown at once. */
export function renewConversation(detail: ConversationDetail): void {
  queries.setQueryData(['conversation', detail.id], detail);
  void queries.invalidateQueries({ queryKey: ['conversations'] });
}
