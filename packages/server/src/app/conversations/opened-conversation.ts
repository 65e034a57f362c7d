import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { ConversationRow } from '../ports/store/conversations.ts';
import { tokenHash } from '../tokens/token-secret.ts';

/** The conversation that a secret opens; a wrong secret is told nothing but that there is none. */
export async function openedConversation(
  context: Pick<AppContext, 'store'>,
  id: string,
  secret: string | null,
): Promise<ConversationRow> {
  const row =
    secret === null ? null : await context.store.conversations.opened(id, await tokenHash(secret));
  if (row === null) throw notFound('conversation');
  return row;
}

/** Tells everybody who follows that something was said or done in a conversation. */
export function tellConversationChanged(
  { events }: Pick<AppContext, 'events'>,
  { id, state }: Pick<ConversationRow, 'id' | 'state'>,
): void {
  events.publish({ type: 'conversation.changed', conversationId: id, state });
}
