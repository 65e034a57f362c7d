import type { ConversationLook, PublicConversation } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { publicView } from './conversation-view.ts';
import { openedConversation } from './opened-conversation.ts';

/** So many citizens may wait for news in one process; who comes beyond is answered at once and asks again. */
const mostWaiting = 2_000;
let waiting = 0;

/**
 * A conversation as its citizen sees it; with `waitSeconds` it answers once there is something behind `after`, or after so
 * long.
 *
 * @param gone aborts when the citizen waits no longer
 */
export async function lookAtConversation(
  context: AppContext,
  id: string,
  secret: string | null,
  { after = 0, waitSeconds = 0 }: ConversationLook,
  gone: AbortSignal,
): Promise<PublicConversation> {
  let row = await openedConversation(context, id, secret);
  if (waitSeconds > 0 && row.messages <= after && waiting < mostWaiting) {
    waiting += 1;
    try {
      row = await heardFrom(context, { id, secret, after, waitSeconds }, gone);
    } finally {
      waiting -= 1;
    }
  }
  return publicView(context, row, after);
}

async function heardFrom(
  context: AppContext,
  asked: {
    readonly id: string;
    readonly secret: string | null;
    readonly after: number;
    readonly waitSeconds: number;
  },
  gone: AbortSignal,
) {
  const { id, secret, after, waitSeconds } = asked;
  const end = new AbortController();
  const signal = AbortSignal.any([gone, end.signal]);
  // Followed before it is read again, so that nothing falls between.
  const stop = context.events.subscribe((event) => {
    if (event.type === 'conversation.changed' && event.conversationId === id) end.abort();
  });
  try {
    const row = await openedConversation(context, id, secret);
    if (row.messages > after) return row;
    await context.clock.wait(waitSeconds * 1_000, signal);
    return await openedConversation(context, id, secret);
  } finally {
    stop();
    end.abort();
  }
}
