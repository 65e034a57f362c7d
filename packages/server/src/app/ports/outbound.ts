import type { Language } from '@everyline/contract';
import type { DeliveredKind, TargetKind } from '@everyline/domain';

/** Why a platform did not take what was to be said to a citizen. */
export type ChannelRefusal =
  /** It does not know our keys. */
  | 'channel_keys'
  /** It does not take requests from our address. */
  | 'channel_address'
  /** The citizen wrote too long ago, or has left. */
  | 'channel_window'
  /** Too much was said since the citizen wrote last. */
  | 'channel_many'
  /** The account has not the right to do it. */
  | 'channel_right'
  /** It is asked too often, or busy. */
  | 'channel_busy'
  /** Any other reason, which is shown as it was given. */
  | 'channel_refused';

/** Why a message did not arrive. */
export interface SendFailure {
  readonly code:
    | 'timeout'
    | 'unreachable'
    | 'name_unknown'
    | 'private_address'
    | 'certificate'
    | 'status'
    | 'answer'
    | 'mail_refused'
    | 'sign_in_refused'
    | 'no_encryption'
    | 'no_mail_server'
    | 'no_address'
    | 'target_gone'
    | ChannelRefusal;
  /** What the other side, or the network, said. */
  readonly detail: string;
}

export type SendResult =
  | { readonly kind: 'sent'; readonly answer: string }
  /** `retry`: it may well arrive later; otherwise it will not until somebody changes something. */
  | { readonly kind: 'failed'; readonly retry: boolean; readonly failure: SendFailure };

/** One message as every channel can carry it. */
export interface OutboundMessage {
  /** The same for every attempt, so that a receiver can tell a repetition. */
  readonly id: string;
  readonly atMs: number;
  readonly language: Language;
  readonly title: string;
  readonly items: readonly OutboundItem[];
}

export interface OutboundItem {
  readonly id: string;
  readonly kind: DeliveredKind | 'test' | 'invitation';
  readonly atMs: number;
  readonly subject: string;
  readonly text: string;
  readonly ticketId: string | null;
  readonly link: string | null;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string | null;
  readonly password: string | null;
  readonly from: string;
}

export type OutboundTarget =
  | { readonly kind: TargetKind; readonly url: string; readonly secret: string | null }
  | { readonly kind: 'email'; readonly server: MailServer; readonly to: string };

/** Why an address cannot be a target. */
export type AddressIssue = 'invalid' | 'private' | 'unknown_name' | 'not_the_robot' | 'no_key';

/** What became of a body that was posted: `body` is what the other side answered, cut. */
export type PostResult =
  | { readonly kind: 'sent'; readonly answer: string; readonly body: string }
  | Extract<SendResult, { kind: 'failed' }>;

/** What leaves the house. */
export interface Outbound {
  /** Sends one message; whatever the other side does is an answer, never an exception. */
  send(
    target: OutboundTarget,
    message: OutboundMessage,
    allowedHosts: readonly string[],
  ): Promise<SendResult>;
  /** Posts JSON with headers of its own; whatever the other side does is an answer, never an exception. */
  post(
    url: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    allowedHosts: readonly string[],
  ): Promise<PostResult>;
  checkUrl(
    kind: TargetKind,
    url: string,
    allowedHosts: readonly string[],
  ): Promise<AddressIssue | null>;
  /** The same for a mail server. */
  checkHost(
    host: string,
    port: number,
    allowedHosts: readonly string[],
  ): Promise<AddressIssue | null>;
}
