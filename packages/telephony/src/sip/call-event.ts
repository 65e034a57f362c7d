import type { Address } from './address.ts';
import type { HeaderFields } from './header-fields.ts';

/** One cause of a Reason header with protocol Q.850 (RFC 3326 section 2, ITU-T Q.850 table 1). */
export interface Q850Cause {
  readonly cause: number;
  readonly text: string | null;
}

/** Who is named in From, To, Contact or P-Asserted-Identity. */
export interface Party {
  readonly uri: string;
  readonly displayName: string | null;
  /** The user part, unescaped; for tel: URIs the digits; empty when there is none. */
  readonly user: string;
}

/** Who or what brought a call to its end. */
export type EndedBy = 'local' | 'remote' | 'timeout' | 'transport';

interface OfCall {
  readonly callId: string;
  readonly atMs: number;
}

/** A call arrives at the called party (RFC 3261 section 13.3). */
export interface IncomingEvent extends OfCall {
  readonly kind: 'incoming';
  readonly requestUri: string;
  /** The dialled digits: the user part of the request URI without its parameters. */
  readonly dialled: string;
  readonly from: Party;
  readonly to: Party;
  /** The caller's offer, null when the INVITE carries none. */
  readonly sdp: string | null;
  readonly source: Address;
  /** The account that the caller showed by digest to be; null when nobody asked, or the address is trusted. */
  readonly account: string | null;
  readonly headers: HeaderFields;
}

/** The far end has the INVITE: 100 Trying. */
export interface TryingEvent extends OfCall {
  readonly kind: 'trying';
}

/** A 101–199 answer; each early dialog has its own `earlyTag` (RFC 3261 section 12.1.2, RFC 3960). */
export interface ProvisionalEvent extends OfCall {
  readonly kind: 'provisional';
  readonly status: number;
  readonly reason: string;
  readonly sdp: string | null;
  readonly earlyTag: string | null;
  readonly q850: readonly Q850Cause[];
}

/** The calling party has its 200 OK, or (as called party) the 200 OK was sent. */
export interface AnsweredEvent extends OfCall {
  readonly kind: 'answered';
  /** The far end's description from the 200 OK; null when it carries none and, as called party, always. */
  readonly sdp: string | null;
  readonly tag: string | null;
}

/** The ACK to our 200 OK arrived (called party); `sdp` is its answer when the INVITE had no offer. */
export interface AcknowledgedEvent extends OfCall {
  readonly kind: 'acknowledged';
  readonly sdp: string | null;
}

/** The call ended without an answer (calling party). */
export interface FailedEvent extends OfCall {
  readonly kind: 'failed';
  /** The status of the final response; 408 when nothing came (timer B), 503 when the transport failed. */
  readonly status: number;
  readonly reason: string;
  readonly q850: readonly Q850Cause[];
  readonly retryAfterS: number | null;
  /** `remote`: a response was received; `timeout` and `transport`: none was; `local`: we cancelled first. */
  readonly by: EndedBy;
  /** The contacts of a 3xx; they are reported, not followed (RFC 3261 section 8.1.3.4). */
  readonly redirectedTo: readonly string[];
}

/** The call ended after the answer, or (as called party) at any time. */
export interface EndedEvent extends OfCall {
  readonly kind: 'ended';
  readonly by: EndedBy;
  readonly answered: boolean;
  /** As called party: the status with which the INVITE was refused (487 after CANCEL); otherwise null. */
  readonly status: number | null;
  readonly q850: readonly Q850Cause[];
}

/** The far end changed the session by re-INVITE or UPDATE, and was answered (RFC 3261 section 14, RFC 3311). */
export interface SessionChangedEvent extends OfCall {
  readonly kind: 'session-changed';
  readonly sdp: string;
  readonly onHold: boolean;
}

/** An INFO within the call (RFC 6086), answered with 200. */
export interface InfoEvent extends OfCall {
  readonly kind: 'info';
  readonly contentType: string | null;
  readonly body: string;
}

/** Nothing more is to be expected for the call but repeats: its ladder is complete. The last event of a call. */
export interface ReleasedEvent extends OfCall {
  readonly kind: 'released';
}

/** What happens in a call. `failed` or `ended` comes once, then `released` once, then nothing. */
export type CallEvent =
  | IncomingEvent
  | TryingEvent
  | ProvisionalEvent
  | AnsweredEvent
  | AcknowledgedEvent
  | FailedEvent
  | EndedEvent
  | SessionChangedEvent
  | InfoEvent
  | ReleasedEvent;

/** What the caller of the machine is to do. */
export type SipEffect =
  | {
      readonly kind: 'send';
      readonly bytes: Uint8Array;
      readonly to: Address;
      /** Where it goes when the connection of `to` has closed; absent: nowhere. */
      readonly otherwise?: Address;
    }
  | { readonly kind: 'call'; readonly event: CallEvent };

/** One rung of a call's SIP ladder: a message sent or received, kept as evidence. */
export interface LadderEntry {
  readonly atMs: number;
  readonly direction: 'out' | 'in';
  readonly peer: string;
  /** The first line, the CSeq where it helps, and what the parser forgave. */
  readonly summary: string;
  /** The message as it was on the wire; cut at a limit; empty for exact repeats, whose summary says so. */
  readonly text: string;
}
