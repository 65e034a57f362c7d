import type { ChannelSettings } from '@everyline/contract';
import type { CarriedKind, ChannelSecretName, MenuButton } from '@everyline/domain';

import type { PostResult, SendResult } from './outbound.ts';

/** An account on a platform, with its secrets open. */
export interface ChannelAccount {
  readonly settings: ChannelSettings;
  readonly secrets: Readonly<Partial<Record<ChannelSecretName, string>>>;
}

/** A request of a platform as it came over the wire. */
export interface ChannelRequest {
  readonly method: 'GET' | 'POST';
  readonly query: Readonly<Record<string, string>>;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

export interface ChannelResponse {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Why a request is not taken for one of the platform. */
export const refusalReasons = ['signature', 'stale', 'other_account', 'unreadable'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What a citizen did: `text` is what was said, the key of a button, or empty. */
export interface Incoming {
  /** `unread` is a picture or something else in which nothing can be read. */
  readonly kind: 'said' | 'pressed' | 'joined' | 'unread';
  /** The platform's identity of who it is; the same whenever they write. */
  readonly sender: string;
  /** The same whenever the platform sends this again. */
  readonly messageId: string;
  readonly text: string;
  /** What the platform wants to have back with a reply, ≤ 500 letters; null where that is nothing. */
  readonly way: string | null;
}

export type Received =
  /** Not from the platform: it is told nothing. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** A question of the platform itself, or something that needs no reply. */
  | { readonly kind: 'settled'; readonly response: ChannelResponse }
  | {
      readonly kind: 'brought';
      readonly incoming: Incoming;
      /** What the platform is answered: with a reply, where it takes one this way, or with null that it has arrived. */
      readonly respond: (reply: string | null) => ChannelResponse;
    };

/** What an adapter may use: the time, randomness, the network and a place for its token. */
export interface ChannelTools {
  readonly nowMs: number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Posts to the platform; whatever it answers is an answer, never an exception. */
  readonly post: (
    url: string,
    body: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<PostResult>;
  readonly token: {
    /** Sealed at rest, shared by all processes; null where there is none that still holds. */
    readonly read: () => Promise<string | null>;
    readonly keep: (token: string, untilMs: number) => Promise<void>;
    readonly forget: () => Promise<void>;
  };
}

/** To whom something is said. */
export interface SayTo {
  readonly sender: string;
  readonly way: string | null;
}

/** The result of a case as a template of a platform shows it. */
export interface CaseResult {
  readonly number: string;
  readonly answer: string;
  readonly department: string;
  readonly date: string;
}

/**
 * One platform: reads what it sends, and says things to its people. It holds nothing and decides nothing: conversations,
 * repetitions, hand-over, limits and the outbox are ours. See docs/guides/build-a-channel.md.
 */
export interface ChannelAdapter {
  /** Whether the platform shows a citizen what its request is answered with. */
  readonly repliesInResponse: boolean;
  /** Bytes of UTF-8 that one message may have. */
  readonly mostBytes: number;
  receive(
    account: ChannelAccount,
    request: ChannelRequest,
    tools: Pick<ChannelTools, 'nowMs' | 'randomBytes'>,
  ): Received;
  /** Says one piece of text, of at most `mostBytes`. */
  say(account: ChannelAccount, to: SayTo, text: string, tools: ChannelTools): Promise<SendResult>;
  /** Tells the result of a case by a template; null where the account has none, and it is said as text. */
  tellCase?(
    account: ChannelAccount,
    to: SayTo,
    result: CaseResult,
    tools: ChannelTools,
  ): Promise<SendResult | null>;
  /** Whether the platform takes our keys. */
  check(account: ChannelAccount, tools: ChannelTools): Promise<SendResult>;
  /** Gives the platform a menu; an empty one takes it away. */
  publishMenu?(
    account: ChannelAccount,
    menu: readonly MenuButton[],
    tools: ChannelTools,
  ): Promise<SendResult>;
}

export type ChannelAdapters = Readonly<Record<CarriedKind, ChannelAdapter>>;
