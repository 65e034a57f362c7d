/** By which way a conversation is held. */
export const conversationChannels = [
  'portal',
  'widget',
  'wechat',
  'douyin',
  'weibo',
  'telephone',
] as const;
export type ConversationChannel = (typeof conversationChannels)[number];

/**
 * Who answers: the program (`answering`), nobody yet (`waiting` for a person), a person (`with_person`), or nobody any more
 * (`closed`).
 */
export const conversationStates = ['answering', 'waiting', 'with_person', 'closed'] as const;
export type ConversationState = (typeof conversationStates)[number];

/** What is done with a conversation beside what is said in it. */
export const conversationMoves = ['ask_person', 'take', 'hand_back', 'close'] as const;
export type ConversationMove = (typeof conversationMoves)[number];

const table: Readonly<
  Record<
    ConversationMove,
    { readonly from: readonly ConversationState[]; readonly to: ConversationState }
  >
> = {
  ask_person: { from: ['answering'], to: 'waiting' },
  take: { from: ['answering', 'waiting'], to: 'with_person' },
  hand_back: { from: ['waiting', 'with_person'], to: 'answering' },
  close: { from: ['answering', 'waiting', 'with_person'], to: 'closed' },
};

/** The state after a move; null where the move cannot be made. */
export function stateAfter(
  state: ConversationState,
  move: ConversationMove,
): ConversationState | null {
  const { from, to } = table[move];
  return from.includes(state) ? to : null;
}

/** The moves of staff that a state allows somebody; only who has taken a conversation hands it back or closes it. */
export function staffMovesOf(
  { state, takenById }: { readonly state: ConversationState; readonly takenById: string | null },
  actorId: string,
): ConversationMove[] {
  const isOthers = state === 'with_person' && takenById !== actorId;
  return (['take', 'hand_back', 'close'] as const).filter(
    (move) => stateAfter(state, move) !== null && !isOthers,
  );
}

/** Letters of one message. */
export const mostMessageLetters = 500;
/** Messages of a citizen in one conversation; who has more to say begins another. */
export const mostMessages = 100;
/** Messages of a citizen within a minute. */
export const mostMessagesAMinute = 12;
/** Conversations that one sender begins in a day: many people may share an address. */
export const mostConversationsADay = 60;
