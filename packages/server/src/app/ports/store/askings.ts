import type { ConversationChannel } from '@everyline/domain';

export interface NewAsking {
  readonly id: string;
  readonly conversationId: string;
  /** With its personal numbers masked. */
  readonly question: string;
  readonly atMs: number;
  readonly channel: ConversationChannel;
  /** The district that the question names, or that who asks has named. */
  readonly place: string | null;
  readonly isAnswered: boolean;
  /** What it was answered from. */
  readonly entryId: string | null;
  readonly lineId: string | null;
}

export interface StoredAsking extends NewAsking {
  readonly questionKey: string;
  /** Of the entry as it is now; null where it was answered from none. */
  readonly entry: { readonly question: string; readonly category: string } | null;
  /** Whose entry or line it is. */
  readonly departmentId: string | null;
}

/** A demand that went to the offices as a case, as far as it is counted. */
export interface CountedDemand {
  readonly id: string;
  /** Code of a category of the city's rules. */
  readonly category: string;
  readonly departmentId: string | null;
  readonly atMs: number;
}

export interface AskingStore {
  /** A question that the conversation has already counts once; an answer to it stays. */
  add(asking: NewAsking, questionKey: string): Promise<void>;
  /** The newest since a moment, the newest first. */
  since(fromMs: number, limit: number): Promise<StoredAsking[]>;
  /** Demands received since a moment, the newest first. */
  demandsSince(fromMs: number, limit: number): Promise<CountedDemand[]>;
  /** Deletes those before a moment; how many there were. */
  deleteBefore(beforeMs: number): Promise<number>;
}
