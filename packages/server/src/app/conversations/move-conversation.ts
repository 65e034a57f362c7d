import type { ConversationDetail, ConversationMoving, Localised } from '@everyline/contract';
import { staffMovesOf, stateAfter } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { sayToCitizen } from '../channels/say-to-citizen.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { ConversationChange, ConversationRow } from '../ports/store/conversations.ts';
import { accountNames, detailView, type NameOf } from './conversation-view.ts';
import { tellConversationChanged } from './opened-conversation.ts';
import { inLanguage, saidByService } from './reply-words.ts';
import { plainMessage } from './say-something.ts';

/** Takes a conversation, hands it back to the program, or closes it. The second of two who do so at once is told. */
export async function moveConversation(
  context: AppContext,
  id: string,
  { move, version, note = '' }: ConversationMoving,
): Promise<ConversationDetail> {
  await authorise(context, 'conversations.answer');
  const { actor, clock, store } = context;
  if (actor.kind !== 'person')
    throw new AppFault('forbidden', { permission: 'conversations.answer' });
  const nameOf = await accountNames(store);
  await store.transaction(async (within) => {
    const row = await within.conversations.held(id);
    if (row === null) throw notFound('conversation');
    const to = stateAfter(row.state, move);
    if (row.version !== version || to === null || !staffMovesOf(row, actor.id).includes(move)) {
      throw new AppFault('conversation_moved', { detail: whatHappened(row, actor.id, nameOf) });
    }
    const atMs = clock.nowMs();
    const change: ConversationChange = {
      state: to,
      waitingSinceMs: null,
      ...(move === 'take' && { takenById: actor.id, takenBy: actor.name }),
      ...(move === 'hand_back' && { takenById: null, takenBy: null }),
    };
    const said = { take: 'taken', hand_back: 'handed_back', close: 'closed' } as const;
    await sayToCitizen(context, within, row, {
      ...plainMessage(atMs, inLanguage(saidByService[said[move]], row.language)),
      from: 'service',
      kind: 'notice',
    });
    const step = { atMs, by: actorName(actor), kind: move, note: note.trim() };
    await within.conversations.change(id, change, step);
    await recordAudit(context, within, `conversations.${move}`, { kind: 'conversation', id });
  });
  return movedView(context, id);
}

/** A conversation after it was changed; everybody who follows is told. */
export async function movedView(context: AppContext, id: string): Promise<ConversationDetail> {
  const row = await context.store.conversations.row(id);
  if (row === null) throw notFound('conversation');
  tellConversationChanged(context, row);
  return detailView(context, row);
}

/** How a conversation stands, for whoever saw it otherwise. */
export function whatHappened(row: ConversationRow, actorId: string, nameOf: NameOf): Localised {
  switch (row.state) {
    case 'with_person': {
      const name = nameOf(row.takenBy ?? '');
      return row.takenById === actorId
        ? { zh: '您已经接手', en: 'you have taken it already' }
        : {
            zh: `${name}已接手`,
            en: `${name} has taken it`,
          };
    }
    case 'closed':
      return { zh: '已经结束', en: 'it is over' };
    case 'waiting':
      return { zh: '又在等人接手', en: 'it waits for somebody again' };
    case 'answering':
      return { zh: '已交还给自动应答', en: 'it was handed back to the program' };
  }
}
