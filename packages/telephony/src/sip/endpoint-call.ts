import type { TransactionOwner } from './core.ts';
import type { Ladder } from './ladder.ts';
import type { SipRequest } from './message.ts';
import type { ServerTransaction } from './server-transaction.ts';

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
  released: boolean;
  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void;
  acknowledged(request: SipRequest, nowMs: number): void;
  hangUp(nowMs: number, options: HangUpOptions): void;
}
