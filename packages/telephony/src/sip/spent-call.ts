import type { Core, OwnedTransaction } from './core.ts';
import type { EndpointCall, TakenCall } from './endpoint-call.ts';
import type { IncomingCallMachine } from './incoming-call.ts';
import type { Ladder } from './ladder.ts';
import type { SipRequest } from './message.ts';
import type { ServerTransaction } from './server-transaction.ts';

/**
 * What is left of a call that came in once it has been released: its ladder, and its transactions until the last of
 * them has ended. For the half minute that takes, every call is kept; what it weighs then is what most calls weigh.
 */
export class SpentCall implements TakenCall {
  readonly callId: string;
  readonly localTag: string;
  readonly ladder: Ladder;
  readonly transactions: Set<OwnedTransaction>;
  readonly over = true;
  released = true;
  readonly dialogs = 0;
  readonly session = null;
  readonly placed = false;
  readonly #core: Core;
  readonly #remoteTag: string;
  readonly #touched: (call: EndpointCall) => void;

  constructor(call: IncomingCallMachine, core: Core, touched: (call: EndpointCall) => void) {
    this.callId = call.callId;
    this.localTag = call.localTag;
    this.ladder = call.ladder;
    this.transactions = call.transactions;
    for (const transaction of this.transactions) transaction.owner = this;
    this.#core = core;
    this.#remoteTag = call.remoteTag;
    this.#touched = touched;
  }

  touched(): void {
    this.#touched(this);
  }

  sessionWith(remoteTag: string): 'over' | null {
    return remoteTag === this.#remoteTag ? 'over' : null;
  }

  /** A BYE that crossed ours is answered as if it had come in time; for other requests there is no dialog. */
  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    const status = request.method === 'BYE' ? 200 : 481;
    transaction.respond(this.#core.response(request, transaction.from, { status }), nowMs);
  }

  acknowledged(): void {
    // A repeat: the first ACK has stopped what waited for it.
  }

  cancelled(): void {
    // Too late (RFC 3261 section 9.2).
  }

  hangUp(): void {
    // It is over.
  }

  replacedBy(): void {
    // It is over.
  }
}
