import type { TransactionOwner } from './core.ts';
import type { Ladder } from './ladder.ts';
import type { SipRequest } from './message.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { Session } from './session.ts';

/** Why a call is hung up, for the Reason header (RFC 3326). */
export interface HangUpOptions {
  readonly q850?: number;
  readonly text?: string;
}

/** What the endpoint asks of a call, whichever party it is. */
export interface EndpointCall extends TransactionOwner {
  readonly callId: string;
  readonly localTag: string;
  readonly ladder: Ladder;
  /** Whether its `failed` or `ended` has been told. */
  readonly over: boolean;
  readonly dialogs: number;
  /** The session that requests of ours within the call belong to; null while there is none. */
  readonly session: Session | null;
  /** The session with a far end's tag, also an early one (RFC 3891 section 3); `over` when it is and was forgotten. */
  sessionWith(remoteTag: string): Session | 'over' | null;
  /** Whether we placed the call. */
  readonly placed: boolean;
  released: boolean;
  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void;
  acknowledged(request: SipRequest, nowMs: number): void;
  hangUp(nowMs: number, options: HangUpOptions): void;
  /** Another call has taken the place of this one: it is hung up (RFC 3891 section 3). */
  replacedBy(callId: string, nowMs: number): void;
}

/** A call that came in. */
export interface TakenCall extends EndpointCall {
  /** The caller's CANCEL (RFC 3261 section 9.2); without effect after the answer. */
  cancelled(cancel: SipRequest, nowMs: number): void;
}
