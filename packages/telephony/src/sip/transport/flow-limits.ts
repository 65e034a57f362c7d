import { framerLimits, type FramerLimits } from './stream-framer.ts';

/** What connections may cost, and how long they may be silent; each has a default. */
export interface FlowLimits extends FramerLimits {
  /** Connections that others opened, altogether; 10,000. */
  readonly maxFlows: number;
  /** The same from one source, an IPv4 address or an IPv6 /64 network; 500. */
  readonly maxFlowsBySource: number;
  /** Bytes that wait for a connection to be made; 1 MiB. */
  readonly maxQueuedBytes: number;
  /** From the attempt to the connection, handshakes included; 5,000. */
  readonly connectMs: number;
  /** From the first byte of a message to its last, and from a connection to its first message; 10,000. */
  readonly messageMs: number;
  /** From the last byte on a connection that was opened to us to its end; 15 minutes. */
  readonly acceptedIdleMs: number;
  /** From the last message on a connection that we opened to its end; 65 minutes, longer than a registration. */
  readonly openedIdleMs: number;
  /** At most so long between two keep-alives on a connection that we opened; 120 s (RFC 5626 section 4.4.1). */
  readonly pingMs: number;
  /** From a keep-alive to the death of a flow that has answered one before; 10 s (RFC 5626 section 4.4.1). */
  readonly pongMs: number;
}

export const flowLimits: FlowLimits = {
  ...framerLimits,
  maxFlows: 10_000,
  maxFlowsBySource: 500,
  maxQueuedBytes: 1_048_576,
  connectMs: 5000,
  messageMs: 10_000,
  acceptedIdleMs: 900_000,
  openedIdleMs: 3_900_000,
  pingMs: 120_000,
  pongMs: 10_000,
};
