import type { ChannelSettings, ConversationFigures } from '@everyline/contract';
import type { ChannelKind } from '@everyline/domain';

import type { SendFailure } from '../outbound.ts';

/** A channel as it is kept. */
export interface StoredChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: ChannelSettings;
  /** By name, as sealed JSON. */
  readonly secretsSealed: string;
  readonly createdAtMs: number;
  readonly lastHeardAtMs: number | null;
}

/** Who writes by a channel. */
export interface ChannelSender {
  readonly id: string;
  readonly channelId: string;
  /** The digest of the platform's identity of who writes. */
  readonly senderSha256: string;
  readonly senderSealed: string;
  /** What the platform wants with a reply beside it; null where that is nothing. */
  readonly waySealed: string | null;
  readonly conversationId: string | null;
  readonly heardAtMs: number;
}

/** A message that came, and what became of it. */
export interface ChannelMessageRow {
  readonly channelId: string;
  readonly messageSha256: string;
  /** Until it has been answered. */
  readonly contentSealed: string | null;
  readonly senderId: string | null;
  readonly conversationId: string | null;
  /** What was said to it stands in the conversation behind the first and up to the second. */
  readonly afterPosition: number | null;
  readonly untilPosition: number | null;
  /** What was said to it outside of a conversation. */
  readonly said: string | null;
  /** What was said went with the answer to the platform's request, so that a repetition gets it again. */
  readonly inResponse: boolean;
}

export interface ChannelStanding {
  readonly refusedToday: number;
  readonly lastRefusal: string | null;
  readonly waiting: number;
  readonly givenUp: number;
}

export interface ChannelStore {
  all(): Promise<StoredChannel[]>;
  byId(id: string): Promise<StoredChannel | null>;
  insert(channel: StoredChannel): Promise<void>;
  update(channel: StoredChannel): Promise<void>;
  /** With whom it knows; what waits for them is given up. */
  delete(id: string): Promise<void>;
  /** By channel: what was refused on a day, what waits, and what was given up since a moment. */
  standing(day: string, sinceMs: number): Promise<Map<string, ChannelStanding>>;

  /** The platform's token, while it holds. */
  token(id: string, nowMs: number): Promise<string | null>;
  keepToken(id: string, tokenSealed: string | null, untilMs: number): Promise<void>;

  /** Counts a request that was refused; how many there were of that kind on that day. */
  countRefusal(id: string, day: string, reason: string, atMs: number): Promise<number>;

  /** Keeps a message before it is answered; one that came before stays as it is. */
  keepMessage(
    message: Pick<ChannelMessageRow, 'channelId' | 'messageSha256'> & {
      readonly contentSealed: string;
      readonly atMs: number;
    },
  ): Promise<void>;
  /** Holds a message until the transaction ends. */
  heldMessage(channelId: string, messageSha256: string): Promise<ChannelMessageRow | null>;
  message(channelId: string, messageSha256: string): Promise<ChannelMessageRow | null>;
  answered(message: Omit<ChannelMessageRow, 'contentSealed' | 'inResponse'>): Promise<void>;
  /** Messages that were kept before a moment and have not been answered; all that are older than another are forgotten. */
  unanswered(beforeMs: number, forgetBeforeMs: number, most: number): Promise<ChannelMessageRow[]>;

  /** Holds who writes until the transaction ends, and keeps how to reach them. */
  heldSender(sender: Omit<ChannelSender, 'conversationId'>): Promise<ChannelSender>;
  senderOfConversation(conversationId: string): Promise<ChannelSender | null>;
  sender(id: string): Promise<ChannelSender | null>;
  setConversation(senderId: string, conversationId: string): Promise<void>;

  /** Holds back replies that this transaction put into the outbox, until a moment. */
  holdReplies(senderId: string, conversationId: string, untilMs: number): Promise<void>;
  /**
   * Takes what a conversation says to a message out of the outbox, because it goes with the response; false where some
   * of it is on its way already.
   */
  respondWith(message: ChannelMessageRow, atMs: number): Promise<boolean>;
  /** Gives back to the outbox what was to go with a response that came too late. */
  takeBack(message: ChannelMessageRow, atMs: number): Promise<void>;
  /** Lets the outbox send what was held back. */
  releaseReplies(message: ChannelMessageRow, atMs: number): Promise<void>;

  /** Why what was said last in a conversation did not arrive; null where it did, waits, or was carried nowhere. */
  undelivered(conversationId: string): Promise<SendFailure | null>;

  /** How many pieces of a message that leaves were sent in attempts before. */
  piecesSent(batchId: string): Promise<number>;
  notePieces(batchId: string, pieces: number): Promise<void>;

  /** What came by each way since a moment. */
  figures(sinceMs: number): Promise<ConversationFigures>;
}
