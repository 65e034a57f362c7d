import type { Address } from '../address.ts';
import type { Timer } from '../timer-queue.ts';
import type { StreamFramer } from './stream-framer.ts';

/** One connection, as the flow table keeps it. */
export interface Flow {
  readonly id: number;
  /** Its far end, with `flow` set. */
  readonly far: Address;
  readonly accepted: boolean;
  /** Cuts the stream into messages; null over WebSocket, which does so itself (RFC 7118 section 5). */
  readonly framer: StreamFramer | null;
  state: 'connecting' | 'open';
  /** What waits for the connection. */
  queue: Uint8Array[];
  queuedBytes: number;
  /** Further places that are reached by it (RFC 5923). */
  aliases: Address[];
  firstMessageSeen: boolean;
  /** When bytes last came, and when a message last went or came. */
  lastBytesMs: number;
  lastMessageMs: number;
  /** When the message that is being read began. */
  messageSinceMs: number | null;
  pingedAtMs: number | null;
  /** Whether the far end has ever answered a keep-alive: only then does its silence mean that it is dead. */
  answersPings: boolean;
  /** A CRLF that may be the first half of a ping. */
  halfPing: boolean;
  nextPingMs: number;
  timer: Timer | null;
}

/** When something about a flow is due next, if nothing happens before. */
export interface FlowDue {
  readonly atMs: number;
  readonly what: 'ping' | 'close';
  readonly reason: string;
}
