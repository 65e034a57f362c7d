import { AnswerRepeater } from './answer-repeater.ts';
import { allowField, supportedField } from './capabilities.ts';
import type { Core } from './core.ts';
import type { Dialog } from './dialog.ts';
import { sessionDescription, type SipRequest } from './message.ts';
import type { Negotiation } from './negotiation.ts';
import type { Field } from './outgoing-message.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { SessionTimer } from './session-timer.ts';
import { warningField } from './warnings.ts';

/** What the changes of the far end ask of their session, and tell it. */
export interface ChangedSession {
  phase(): 'early' | 'confirmed' | 'over';
  /** An INVITE of the dialog is open: the first one, or one of ours. */
  inviteBusy(): boolean;
  /** The far end has changed the session. */
  changed(nowMs: number): void;
  /** Our answer to a re-INVITE was never acknowledged. */
  unacknowledged(nowMs: number): void;
}

/** Re-INVITEs and UPDATEs of the far end, answered from our own description (RFC 3264 section 8). */
export class TheirChanges {
  readonly #core: Core;
  readonly #dialog: Dialog;
  readonly #negotiation: Negotiation;
  readonly #timer: SessionTimer;
  readonly #session: ChangedSession;
  readonly #repeater: AnswerRepeater;
  /** The CSeq number of a re-INVITE whose 200 has no ACK yet. */
  #unacknowledged: number | null = null;

  constructor(parts: {
    readonly core: Core;
    readonly dialog: Dialog;
    readonly negotiation: Negotiation;
    readonly timer: SessionTimer;
    readonly session: ChangedSession;
  }) {
    this.#core = parts.core;
    this.#dialog = parts.dialog;
    this.#negotiation = parts.negotiation;
    this.#timer = parts.timer;
    this.#session = parts.session;
    this.#repeater = new AnswerRepeater(parts.core);
  }

  /** The ACK to a 200 of ours is awaited. */
  get awaitsAck(): boolean {
    return this.#unacknowledged !== null;
  }

  /** Serves a re-INVITE or an UPDATE. */
  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    const isInvite = request.method === 'INVITE';
    const offer = sessionDescription(request);
    const refuse = (status: number, fields: readonly Field[] = []): void => {
      transaction.respond(
        this.#core.response(request, transaction.from, { status, fields }),
        nowMs,
      );
    };
    const refusal = this.#refusal(isInvite, offer !== null);
    if (refusal !== null) {
      const wait: Field = ['retry-after', String(Math.floor(this.#core.random() * 11))];
      refuse(refusal, refusal === 500 ? [wait] : []);
      return;
    }
    const timed = this.#session.phase() === 'confirmed';
    const tooSmall = timed ? this.#timer.refusal(request) : null;
    if (tooSmall !== null) {
      refuse(422, [tooSmall]);
      return;
    }
    const answer = offer === null ? null : this.#negotiation.answerOffer(offer);
    if (answer === 'unreadable' || answer === 'incompatible') {
      refuse(answer === 'unreadable' ? 400 : 488, [warningField(this.#core.local, answer)]);
      return;
    }
    this.#dialog.refresh(request);
    const sdp = answer?.sdp ?? (isInvite ? this.#negotiation.offer() : null);
    const response = this.#core.response(request, transaction.from, {
      status: 200,
      fields: [
        ['contact', this.#core.contact(transaction.from)],
        allowField,
        supportedField,
        ...(timed ? this.#timer.answerFields(request, nowMs) : []),
      ],
      body: sdp === null ? null : { type: 'application/sdp', text: sdp },
    });
    transaction.respond(response, nowMs);
    if (isInvite) {
      this.#unacknowledged = request.cseq.number;
      const again = (atMs: number): void => {
        transaction.respond(response, atMs);
      };
      const gaveUp = (atMs: number): void => {
        this.#session.unacknowledged(atMs);
      };
      this.#repeater.start(nowMs, this.#core.t2Ms, again, gaveUp);
    }
    if (offer !== null) this.#session.changed(nowMs);
  }

  /** Takes an ACK; false when it is for no 200 of ours to a re-INVITE. */
  acknowledged(request: SipRequest): boolean {
    if (request.cseq.number !== this.#unacknowledged) return false;
    this.#repeater.stop();
    this.#unacknowledged = null;
    return true;
  }

  /** The session is over: nothing is repeated any more. */
  stop(): void {
    this.#repeater.stop();
  }

  /** Glare and what else forbids a change now (RFC 3261 section 14.2, RFC 3311 section 5.2); null when nothing does. */
  #refusal(isInvite: boolean, offers: boolean): 481 | 491 | 500 | null {
    if (this.#session.phase() === 'over') return 481;
    if (isInvite) {
      if (this.#session.inviteBusy() || this.#unacknowledged !== null) return 491;
    } else if (!offers) return null;
    if (this.#negotiation.open === null) return null;
    return this.#negotiation.open === 'local' ? 491 : 500;
  }
}
