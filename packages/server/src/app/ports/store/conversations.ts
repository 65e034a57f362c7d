import type {
  AnswerReasons,
  ConversationMessage,
  ConversationStep,
  Language,
} from '@everyline/contract';
import type { ConversationChannel, ConversationState } from '@everyline/domain';

import type { Page, Paging } from './page.ts';

/** What is kept of a conversation between two messages, so that any process can go on with it. */
export interface KeptThread {
  readonly lastQuestion: string | null;
  readonly choices: readonly { readonly label: string; readonly id: string }[];
  /** The line that was spoken of last. */
  readonly lineId: string | null;
}

export interface ConversationRow {
  readonly id: string;
  readonly channel: ConversationChannel;
  readonly language: Language;
  readonly region: string | null;
  readonly state: ConversationState;
  readonly version: number;
  readonly startedAtMs: number;
  readonly lastMessageAtMs: number;
  readonly messages: number;
  readonly question: string;
  readonly lastText: string;
  readonly thread: KeptThread;
  readonly waitingSinceMs: number | null;
  readonly takenById: string | null;
  readonly takenBy: string | null;
  readonly solved: boolean | null;
  readonly caseId: string | null;
}

export interface NewConversationRow extends Pick<
  ConversationRow,
  'id' | 'channel' | 'language' | 'region' | 'startedAtMs'
> {
  readonly secretSha256: string;
  readonly day: string;
  readonly sender: string;
}

export type StoredMessage = ConversationMessage;
export type NewMessage = Omit<StoredMessage, 'position' | 'reasons'> & {
  readonly reasons: AnswerReasons | null;
  readonly clientKey: string | null;
};

/** What changes of a conversation; what is not named stays. */
export interface ConversationChange {
  readonly state?: ConversationState;
  readonly thread?: KeptThread;
  readonly waitingSinceMs?: number | null;
  readonly takenById?: string | null;
  readonly takenBy?: string | null;
  readonly solved?: boolean;
  readonly caseId?: string;
}

export interface ConversationFilter {
  readonly states?: readonly ConversationState[];
  readonly takenById?: string;
  readonly channel?: ConversationChannel;
  readonly q?: string;
  /** The longest wait first; otherwise what was said last. */
  readonly longestWaitFirst: boolean;
}

export interface ConversationStore {
  begin(row: NewConversationRow): Promise<void>;
  /** How many a sender has begun on a day. */
  begunBy(sender: string, day: string): Promise<number>;
  row(id: string): Promise<ConversationRow | null>;
  /** The conversation out of which a case was opened. */
  idOfCase(caseId: string): Promise<string | null>;
  /** By identity and the digest of its secret. */
  opened(id: string, secretSha256: string): Promise<ConversationRow | null>;
  /** Holds a conversation until the transaction ends. */
  held(id: string): Promise<ConversationRow | null>;
  /** Appends to a conversation that is held; the position it got. */
  say(id: string, message: NewMessage): Promise<number>;
  /** Messages behind a position, in their order. */
  said(id: string, after: number): Promise<StoredMessage[]>;
  /** Where the message with this key stands; null if there is none. */
  saidWithKey(id: string, clientKey: string): Promise<number | null>;
  /** How much the citizen has said: in all, and since a moment. */
  citizenSaid(
    id: string,
    sinceMs: number,
  ): Promise<{ readonly all: number; readonly since: number }>;
  /** Changes one that is held, and counts its version where the state or who has it is another. */
  change(id: string, change: ConversationChange, step?: ConversationStep): Promise<void>;
  steps(id: string): Promise<ConversationStep[]>;
  page(filter: ConversationFilter, paging: Paging): Promise<Page<ConversationRow>>;
  counts(actorId: string): Promise<{ readonly waiting: number; readonly mine: number }>;
}
