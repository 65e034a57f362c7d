/** How far the newest version of an entry is; `expired` follows from the day and is nowhere stored. */
export const storedEntryStates = ['draft', 'reviewed', 'published', 'withdrawn'] as const;
export type StoredEntryState = (typeof storedEntryStates)[number];
export const entryStates = ['draft', 'reviewed', 'published', 'expired', 'withdrawn'] as const;
export type EntryState = (typeof entryStates)[number];

/** What is done with an entry beside changing its text. */
export const entryMoves = ['review', 'return', 'publish', 'withdraw', 'restore'] as const;
export type EntryMove = (typeof entryMoves)[number];

const moves: Readonly<
  Record<EntryMove, { readonly from: readonly StoredEntryState[]; readonly to: StoredEntryState }>
> = {
  review: { from: ['draft'], to: 'reviewed' },
  return: { from: ['reviewed'], to: 'draft' },
  publish: { from: ['reviewed'], to: 'published' },
  withdraw: { from: ['draft', 'reviewed', 'published'], to: 'withdrawn' },
  restore: { from: ['withdrawn'], to: 'draft' },
};

/** How an entry stands, as far as its moves are decided by it. */
export interface EntryStanding {
  readonly state: StoredEntryState;
  /** The account of whoever wrote the newest version; null where the program did. */
  readonly writtenById: string | null;
}

/** The state that a move leads to, or why it cannot be made. */
export function moveEntry(
  standing: EntryStanding,
  move: EntryMove,
  by: { readonly accountId: string | null; readonly twoPersons: boolean },
): { readonly to: StoredEntryState } | { readonly refused: 'wrong_state' | 'own_text' } {
  const { from, to } = moves[move];
  if (!from.includes(standing.state)) return { refused: 'wrong_state' };
  const isJudged = move === 'review' || move === 'publish';
  if (isJudged && by.twoPersons && by.accountId !== null && by.accountId === standing.writtenById) {
    return { refused: 'own_text' };
  }
  return { to };
}

/** The moves that can be made now, in the order of `entryMoves`. */
export function movesOf(
  standing: EntryStanding,
  by: { readonly accountId: string | null; readonly twoPersons: boolean },
): EntryMove[] {
  return entryMoves.filter((move) => 'to' in moveEntry(standing, move, by));
}

/** The state that people see: what is published is expired after its last day. */
export function entryState(
  { state, publishedUntil }: { state: StoredEntryState; publishedUntil: string | null },
  today: string,
): EntryState {
  if (state !== 'published') return state;
  return publishedUntil !== null && publishedUntil < today ? 'expired' : 'published';
}

/** Whether what is published holds on a day. */
export function holdsOn(
  { from, until }: { readonly from: string | null; readonly until: string | null },
  day: string,
): boolean {
  return (from === null || from <= day) && (until === null || day <= until);
}

/** The rules of the knowledge base that a city sets. */
export interface KnowledgePolicy {
  /** Whoever wrote the last change may neither review nor publish it. */
  readonly twoPersons: boolean;
  /** An entry whose last day is no further away is shown as expiring soon, days. */
  readonly soonDays: number;
}

export const defaultKnowledgePolicy: KnowledgePolicy = { twoPersons: false, soonDays: 30 };
