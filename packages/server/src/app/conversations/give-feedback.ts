import type { ConversationFeedback, PublicConversation } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { noteGap } from '../gaps/note-gap.ts';
import type { Repositories } from '../ports/store.ts';
import type { ConversationRow } from '../ports/store/conversations.ts';
import { publicView } from './conversation-view.ts';
import { maskMessage } from './mask-message.ts';
import { openedConversation, tellConversationChanged } from './opened-conversation.ts';

/** What a citizen says of whether it was solved; they may say otherwise later, also of one that is over. */
export async function giveFeedback(
  context: AppContext,
  id: string,
  secret: string | null,
  { solved, note = '' }: ConversationFeedback,
): Promise<PublicConversation> {
  await openedConversation(context, id, secret);
  const masked = note.trim() === '' ? { text: '', masked: 0 } : await maskMessage(context, note);
  const row = await context.store.transaction(async (within) => {
    const held = await within.conversations.held(id);
    if (held === null) throw notFound('conversation');
    await noteFeedback(context, within, held, solved, masked.text);
    return { ...held, solved };
  });
  tellConversationChanged(context, row);
  return publicView(context, row, row.messages);
}

/** The same in a transaction, of a conversation that is held; `note` is masked. */
export async function noteFeedback(
  context: AppContext,
  within: Repositories,
  held: ConversationRow,
  solved: boolean,
  note: string,
): Promise<void> {
  const { id } = held;
  const atMs = context.clock.nowMs();
  await within.conversations.change(
    id,
    { solved },
    {
      ...{ atMs, by: actorName(context.actor), kind: 'feedback' },
      note: `${solved ? 'solved' : 'not_solved'}${note === '' ? '' : `: ${note}`}`,
    },
  );
  if (!solved) await noteGap(context, within, id, held.thread.lastQuestion, 'not_solved');
  await recordAudit(
    context,
    within,
    'conversations.feedback',
    { kind: 'conversation', id },
    {
      solved,
    },
  );
}
