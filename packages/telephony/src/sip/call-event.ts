import type { Address } from './address.ts';
import type { HeaderFields } from './header-fields.ts';
import type { KeyPress } from './key-press.ts';
import type { EarlyMedia } from './preconditions.ts';
import type { ChangeKind } from './session-change.ts';

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

/** One diversion that the call has met (RFC 5806). */
export interface Diversion {
  /** Who diverted it. */
  readonly party: Party;
  /** e.g. `user-busy`, `no-answer`, `unconditional`, in lower case. */
  readonly reason: string | null;
  readonly count: number;
}

/** One target that the request has had (RFC 7044). */
export interface HistoryEntry {
  readonly party: Party;
  /** e.g. `1.2.1`. */
  readonly index: string;
  /** Why it was left: a SIP status, null when nothing says. */
  readonly cause: number | null;
  /** The index of the entry whose target was mapped to this one, null when nothing says. */
  readonly mappedFrom: string | null;
}

/** A Warning header (RFC 3261 section 20.43). */
export interface Warning {
  readonly code: number;
  readonly text: string;
}

/** What an INVITE says of its caller and its way beside From and To. */
export interface CallFacts {
  /** P-Asserted-Identity: who the network says is calling (RFC 3325). */
  readonly asserted: readonly Party[];
  /** `id`, `header`, `user`, `session`, `critical`, `none`, `history`: what is not to be shown (RFC 3323). */
  readonly privacy: readonly string[];
  readonly diversions: readonly Diversion[];
  readonly history: readonly HistoryEntry[];
  /** Who transferred the call to us (RFC 3892). */
  readonly referredBy: Party | null;
  /** How many more hops and branches the call may take (RFC 3261 section 20.22, RFC 5393). */
  readonly maxForwards: number | null;
  readonly maxBreadth: number | null;
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
  readonly facts: CallFacts;
  /** Our call that this one takes the place of as soon as it is answered (RFC 3891). */
  readonly replaces: string | null;
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
  /** What the network lets pass before the answer (RFC 5009), null when it does not say. */
  readonly earlyMedia: EarlyMedia | null;
}

/** The calling party has its 200 OK, or (as called party) the 200 OK was sent. */
export interface AnsweredEvent extends OfCall {
  readonly kind: 'answered';
  /** The far end's description from the 200 OK; null when it carries none and, as called party, always. */
  readonly sdp: string | null;
  readonly tag: string | null;
  /** As calling party: who the network says has answered (RFC 3325). */
  readonly asserted: readonly Party[];
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
  readonly warnings: readonly Warning[];
  /** The body of a 380 or another refusal: an alternative service (RFC 3261 section 21.3.5). */
  readonly body: { readonly type: string; readonly text: string } | null;
}

/** The call ended after the answer, or (as called party) at any time. */
export interface EndedEvent extends OfCall {
  readonly kind: 'ended';
  readonly by: EndedBy;
  readonly answered: boolean;
  /** As called party: the status with which the INVITE was refused (487 after CANCEL); otherwise null. */
  readonly status: number | null;
  readonly q850: readonly Q850Cause[];
  /** The SIP cause of a CANCEL's Reason: 200 when the call was answered elsewhere (RFC 3326). */
  readonly sipCause: number | null;
  /** The call that took the place of this one (RFC 3891). */
  readonly replacedBy: string | null;
}

/** The session was changed by re-INVITE or UPDATE (RFC 3261 section 14, RFC 3311), by us or by the far end. */
export interface SessionChangedEvent extends OfCall {
  readonly kind: 'session-changed';
  readonly by: 'local' | 'remote';
  /** The far end's description. */
  readonly sdp: string;
  readonly localSdp: string;
  /** The far end holds us. */
  readonly onHold: boolean;
  /** We hold the far end. */
  readonly holding: boolean;
  /** The early dialog whose session it is, null after the answer. */
  readonly earlyTag: string | null;
}

/** A change that we asked for was refused; the session is as it was (RFC 3261 section 14.1). */
export interface ChangeRefusedEvent extends OfCall {
  readonly kind: 'change-refused';
  readonly change: ChangeKind;
  readonly status: number;
  readonly reason: string;
}

/** An INFO within the call (RFC 6086), answered with 200. */
export interface InfoEvent extends OfCall {
  readonly kind: 'info';
  readonly contentType: string | null;
  readonly body: string;
  /** The key press that the body tells, null when it tells none. */
  readonly key: KeyPress | null;
}

/** The far end asks us to call somebody in its place (RFC 3515); nothing is called unless the user says so. */
export interface TransferRequestedEvent extends OfCall {
  readonly kind: 'transfer-requested';
  /** Whom to call. */
  readonly target: string;
  /** The Replaces value to send there, null for a blind transfer. */
  readonly replaces: string | null;
  readonly referredBy: Party | null;
}

/** How a transfer that we asked for goes: the response to REFER, then what NOTIFY tells (RFC 3515). */
export interface TransferProgressEvent extends OfCall {
  readonly kind: 'transfer-progress';
  /** 202 when the far end will try; 100–199 while it does; 200 when it succeeded; else why it failed. */
  readonly status: number;
  readonly reason: string;
  /** Nothing more will be told of this transfer. */
  readonly final: boolean;
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
  | ChangeRefusedEvent
  | InfoEvent
  | TransferRequestedEvent
  | TransferProgressEvent
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

/** The SIP ladder of a call, which grows as long as the call lives. */
export interface SipLadder {
  /** The rungs so far, in order of time. */
  readonly entries: readonly LadderEntry[];
  /** Whether anything has come in. */
  readonly isAnswered: boolean;
}

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
