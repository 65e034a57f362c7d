import type { Language, Localised, Notification, TellingChoice } from '@everyline/contract';
import type {
  CaseMove,
  CaseState,
  DeliveredKind,
  DeliveryState,
  NewsKind,
  QuietHours,
  Reader,
  Satisfaction,
  TargetKind,
  TellingChannel,
} from '@everyline/domain';

import type { SendFailure } from '../outbound.ts';
import type { Page, Paging } from './page.ts';

/** What a work-order system is told of a case; whole with its demand where it does not know it yet. */
export interface CaseEvent {
  readonly event: 'opened' | 'moved' | 'commented';
  readonly caseId: string;
  readonly number: number;
  readonly move: CaseMove | null;
  readonly from: CaseState | null;
  readonly to: CaseState;
  readonly reason: string;
  readonly answer: string;
  readonly satisfaction: Satisfaction | null;
  readonly department: string | null;
  readonly dueOn: string;
}

/** What is said to a citizen: a message of a conversation, or the result of a case. */
export interface CitizenReply {
  readonly conversationId: string;
  /** Where in the conversation it stands. */
  readonly position: number;
  /** The case whose result it tells. */
  readonly caseId: string | null;
}

/** Something that people are told. */
export interface News {
  readonly id: string;
  /** What it tells of: the same is told once, whoever notices it and however often. */
  readonly key: string;
  readonly kind: DeliveredKind;
  readonly atMs: number;
  readonly ticketId: string | null;
  /** Page of the console that it leads to, where that is no ticket (`/own-lines`). */
  readonly path: string | null;
  readonly departmentId: string | null;
  readonly subject: Localised;
  readonly text: Localised;
  /** What a work-order system is told of a case. */
  readonly caseEvent?: CaseEvent | null;
  /** What is said to a citizen by the channel by which they wrote. */
  readonly reply?: CitizenReply | null;
}

/** Somebody with an account who may be told something, with what they chose. */
export interface TellingReader extends Reader {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly choice: TellingChoice;
}

export interface StoredMailServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string | null;
  readonly passwordSealed: string | null;
  readonly from: string;
}

/** How people are told, as it is kept. */
export interface StoredTelling {
  readonly quiet: QuietHours | null;
  readonly digestMinute: number;
  readonly consoleAddress: string | null;
  readonly allowedHosts: readonly string[];
  readonly email: StoredMailServer | null;
}

export interface StoredTarget {
  readonly id: string;
  readonly kind: TargetKind;
  readonly name: string;
  /** What of its address may be shown. */
  readonly address: string;
  readonly urlSealed: string;
  readonly secretSealed: string | null;
  readonly departmentId: string | null;
  readonly kinds: readonly NewsKind[];
  readonly language: Language;
  readonly enabled: boolean;
  readonly createdAtMs: number;
}

export interface NewDelivery {
  readonly id: string;
  readonly newsId: string;
  readonly channel: TellingChannel;
  readonly accountId: string | null;
  readonly targetId: string | null;
  /** A keeper of lines who has no account. */
  readonly keeperId: string | null;
  readonly caseSystemId?: string | null;
  /** Who wrote by a channel. */
  readonly channelSenderId?: string | null;
  /** To where; of one address one message is on its way at a time. */
  readonly addressKey: string;
  readonly toName: string;
  readonly dueAtMs: number;
}

export interface StoredDelivery extends NewDelivery {
  readonly kind: DeliveredKind;
  readonly subject: Localised;
  readonly ticketId: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly atMs: number;
  readonly lastAttemptAtMs: number | null;
  readonly sentAtMs: number | null;
  readonly failure: SendFailure | null;
}

/** What leaves as one message. Its id stays the same however often it is tried. */
export interface ClaimedBatch {
  readonly id: string;
  readonly channel: TellingChannel;
  readonly addressKey: string;
  readonly accountId: string | null;
  readonly targetId: string | null;
  readonly keeperId: string | null;
  readonly caseSystemId: string | null;
  readonly channelSenderId: string | null;
  /** Attempts with this one. */
  readonly attempts: number;
  readonly news: readonly News[];
}

/** News, and who has been told. */
export interface NewsStore {
  /** False when the same has been told. */
  add(news: News): Promise<boolean>;
  notify(newsId: string, accountIds: readonly string[]): Promise<void>;
  /** Accounts that are not disabled and may be told something. */
  readers(): Promise<TellingReader[]>;
  reader(accountId: string): Promise<TellingReader | null>;
  saveChoice(accountId: string, choice: TellingChoice): Promise<void>;
  of(accountId: string, unread: boolean, paging: Paging): Promise<Page<Notification>>;
  unread(accountId: string): Promise<number>;
  markRead(accountId: string, ids: readonly string[] | null, atMs: number): Promise<void>;
}

/** Programs and group chats that are told. */
export interface TargetStore {
  all(): Promise<StoredTarget[]>;
  byId(id: string): Promise<StoredTarget | null>;
  insert(target: StoredTarget): Promise<void>;
  update(target: StoredTarget): Promise<void>;
  /** What waits for it is given up. */
  delete(id: string): Promise<void>;
  /** How much waits for each target, and when something last reached it. */
  standing(): Promise<Map<string, { waiting: number; lastSentAtMs: number | null }>>;
}

/** What waits to leave the house, and what became of it. */
export interface OutboxStore {
  add(deliveries: readonly NewDelivery[]): Promise<void>;
  /**
   * Takes what is due for one address to which nothing is on its way, until `leaseMs` have passed:
   * what a process that died had taken is taken again.
   */
  claim(taking: {
    readonly batchId: string;
    readonly nowMs: number;
    readonly leaseMs: number;
    readonly most: number;
  }): Promise<ClaimedBatch | null>;
  sent(batchId: string, atMs: number): Promise<void>;
  /** Puts a message back, and everything else for its address with it. */
  putBack(batch: ClaimedBatch, untilMs: number, failure: SendFailure): Promise<void>;
  giveUp(batchId: string, failure: SendFailure): Promise<void>;
  page(state: DeliveryState | undefined, paging: Paging): Promise<Page<StoredDelivery>>;
  /** False when there is no such delivery that was given up. */
  again(id: string, dueAtMs: number): Promise<boolean>;
}
