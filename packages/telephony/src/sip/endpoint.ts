import type { Address, RandomSource } from './address.ts';
import type { LadderEntry, SipEffect } from './call-event.ts';

/** Digest credentials of a trunk (RFC 3261 section 22, RFC 7616); without `realm` they answer any realm. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly realm?: string;
}

/** A call to be made. */
export interface OutgoingCall {
  /** e.g. `sip:02861881111@10.0.0.1:5060` or `tel:+862861881111`. */
  readonly requestUri: string;
  readonly from: { readonly uri: string; readonly displayName?: string };
  /** The To URI; the request URI unless given. */
  readonly to?: string;
  /** The next hop: the trunk, or the outbound proxy. */
  readonly sendTo: Address;
  /** Preloaded route set (RFC 3261 section 8.1.1.1), each a name-addr or URI. */
  readonly route?: readonly string[];
  /** The offer; null sends an INVITE without one. */
  readonly sdp: string | null;
  /** Further headers, e.g. `P-Asserted-Identity`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrides the endpoint's credentials. */
  readonly credentials?: Credentials;
}

export interface SipEndpointOptions {
  /** What stands in Via and Contact: the address the far end can send to. */
  readonly local: Address;
  readonly random: RandomSource;
  readonly userAgent?: string;
  /** RFC 3261 timer T1; 500 ms unless given. */
  readonly t1Ms?: number;
  readonly credentials?: Credentials;
}

/** What an endpoint holds at this moment; all zero after every call is over and 32 s have passed. */
export interface EndpointCounts {
  readonly calls: number;
  readonly dialogs: number;
  readonly transactions: number;
  readonly timers: number;
}

/**
 * Everything of one UDP address: parser, transactions, dialogs and calls as calling and as called party
 * (RFC 3261, 6026, 3262, 3311, 3326). Sans-I/O: bytes and time in, bytes and events out; never throws on input.
 */
export declare class SipEndpoint {
  constructor(options: SipEndpointOptions);
  /** Takes one datagram. */
  receive(bytes: Uint8Array, from: Address, nowMs: number): SipEffect[];
  /** Runs the timers that are due. */
  wake(nowMs: number): SipEffect[];
  /** The absolute time of the earliest timer, null when none runs. */
  nextWakeMs(): number | null;
  /** Tells that a datagram to an address could not be sent (RFC 3261 section 8.1.3.1). */
  transportFailed(to: Address, nowMs: number): SipEffect[];
  invite(call: OutgoingCall, nowMs: number): { callId: string; effects: SipEffect[] };
  /** As called party: 180, or 183 with a description for early media. May be repeated. */
  ring(
    callId: string,
    nowMs: number,
    options?: {
      status?: 180 | 183;
      reason?: string;
      sdp?: string;
      headers?: Readonly<Record<string, string>>;
    },
  ): SipEffect[];
  /** As called party: 200 OK with the answer, repeated until the ACK comes. */
  answer(callId: string, sdp: string, nowMs: number): SipEffect[];
  /** As called party: a final 300–699, with headers such as `Reason: Q.850;cause=17`. */
  reject(
    callId: string,
    status: number,
    nowMs: number,
    options?: { reason?: string; headers?: Readonly<Record<string, string>> },
  ): SipEffect[];
  /** CANCEL before the answer (as called party: 480), BYE after it. Does nothing to a call that is over. */
  hangUp(callId: string, nowMs: number, options?: { q850?: number; text?: string }): SipEffect[];
  /** The call's ladder; the same growing array as long as the call lives, and yours to keep after. */
  ladder(callId: string): readonly LadderEntry[];
  counts(): EndpointCounts;
}
