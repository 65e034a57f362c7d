import { AnswerRepeater } from './answer-repeater.ts';
import { acceptField, allowField, otherMethods, supportedField } from './capabilities.ts';
import type { EndedBy, Q850Cause } from './call-event.ts';
import type { CallAuthorization } from './call-authorization.ts';
import type { Core, TransactionOwner } from './core.ts';
import type { Dialog } from './dialog.ts';
import { quoted } from './header-values.ts';
import { bodyText, sessionDescription, type SipRequest, type SipResponse } from './message.ts';
import type { Field } from './outgoing-message.ts';
import { readQ850 } from './reason-phrases.ts';
import { answerInSession } from './sdp.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** What a call hears of its session. */
export interface SessionUser {
  /** The session is over; comes once. */
  sessionEnded(by: EndedBy, q850: readonly Q850Cause[], nowMs: number): void;
  sessionChanged(sdp: string, onHold: boolean, nowMs: number): void;
  infoReceived(contentType: string | null, body: string, nowMs: number): void;
}

/** A Reason header for BYE and CANCEL (RFC 3326). */
export function reasonField(q850: number | undefined, text: string | undefined): Field[] {
  if (q850 === undefined)
    return text === undefined ? [] : [['reason', `SIP;cause=200;text=${quoted(text)}`]];
  return [['reason', `Q.850;cause=${q850}${text === undefined ? '' : `;text=${quoted(text)}`}`]];
}

/** A confirmed dialog with its session: serves the far end's requests and ends by BYE (RFC 3261 sections 14 and 15). */
export class Session {
  readonly dialog: Dialog;
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #owner: TransactionOwner;
  readonly #user: SessionUser;
  readonly #authorization: CallAuthorization;
  readonly #repeater: AnswerRepeater;
  /** Our description of the session: what the next offer of the far end is answered with. */
  localSdp: string;
  #reinviteSequence: number | null = null;
  #over = false;
  #byeTries = 0;

  constructor(parts: {
    core: Core;
    layer: TransactionLayer;
    owner: TransactionOwner;
    user: SessionUser;
    dialog: Dialog;
    localSdp: string;
    authorization: CallAuthorization;
  }) {
    this.#core = parts.core;
    this.#layer = parts.layer;
    this.#owner = parts.owner;
    this.#user = parts.user;
    this.dialog = parts.dialog;
    this.localSdp = parts.localSdp;
    this.#authorization = parts.authorization;
    this.#repeater = new AnswerRepeater(parts.core);
  }

  get over(): boolean {
    return this.#over;
  }

  /** Serves a request within the dialog. */
  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    if (!this.dialog.admits(request)) {
      this.#respond(transaction, 500, nowMs, [], 'CSeq Out Of Order');
      return;
    }
    switch (request.method) {
      case 'BYE':
        this.#respond(transaction, 200, nowMs);
        this.#end('remote', readQ850(request.headers), nowMs);
        return;
      case 'INVITE':
      case 'UPDATE':
        this.#change(request, transaction, nowMs);
        return;
      case 'INFO':
        this.#respond(transaction, 200, nowMs);
        this.#user.infoReceived(
          request.headers.first('content-type') ?? null,
          bodyText(request) ?? '',
          nowMs,
        );
        return;
      case 'OPTIONS':
        this.#respond(transaction, 200, nowMs, [allowField, supportedField, acceptField]);
        return;
      case 'PRACK':
        this.#respond(transaction, 481, nowMs);
        return;
      default: {
        const known = otherMethods.some((method) => method === request.method);
        this.#respond(transaction, known ? 405 : 501, nowMs, [allowField]);
      }
    }
  }

  /** An ACK to a 200 of ours to a re-INVITE. */
  acknowledged(request: SipRequest): boolean {
    if (request.cseq.number !== this.#reinviteSequence) return false;
    this.#repeater.stop();
    this.#reinviteSequence = null;
    return true;
  }

  /** Ends the session from our side. */
  bye(nowMs: number, by: EndedBy, options: { q850?: number; text?: string } = {}): void {
    if (this.#over) return;
    this.#end(
      by,
      options.q850 === undefined ? [] : [{ cause: options.q850, text: options.text ?? null }],
      nowMs,
    );
    this.#sendBye(reasonField(options.q850, options.text), nowMs);
  }

  #sendBye(fields: readonly Field[], nowMs: number): void {
    const credentials = this.#authorization.fields('BYE', this.dialog.remoteTarget);
    const request = this.dialog.request(this.#core, 'BYE', { fields: [...fields, ...credentials] });
    this.#byeTries += 1;
    const responded = (response: SipResponse, atMs: number): void => {
      const challenged = response.status === 401 || response.status === 407;
      if (challenged && this.#byeTries < 3 && this.#authorization.challenged(response))
        this.#sendBye(fields, atMs);
    };
    this.#layer.request(request, this.#owner, { responded, failed: () => undefined }, nowMs);
  }

  /** A re-INVITE or UPDATE: answered with our unchanged session, turned as the offer asks (RFC 3264 section 8.4). */
  #change(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    if (this.#reinviteSequence !== null && request.method === 'INVITE') {
      this.#respond(transaction, 500, nowMs, [['retry-after', '2']]);
      return;
    }
    if (this.#over) {
      this.#respond(transaction, 481, nowMs);
      return;
    }
    const offer = sessionDescription(request);
    const answer = offer === null ? null : answerInSession(offer, this.localSdp);
    if (offer !== null && answer === null) {
      this.#respond(transaction, 488, nowMs);
      return;
    }
    this.dialog.refresh(request);
    if (answer !== null) this.localSdp = answer.sdp;
    const withBody = answer !== null || request.method === 'INVITE';
    const response = this.#core.response(request, transaction.from, {
      status: 200,
      fields: [['contact', this.#core.contact(transaction.from)], allowField, supportedField],
      body: withBody ? { type: 'application/sdp', text: this.localSdp } : null,
    });
    transaction.respond(response, nowMs);
    if (request.method === 'INVITE') {
      this.#reinviteSequence = request.cseq.number;
      const again = (atMs: number): void => {
        transaction.respond(response, atMs);
      };
      const gaveUp = (atMs: number): void => {
        this.bye(atMs, 'timeout', { text: 'no ACK' });
        this.#owner.touched();
      };
      this.#repeater.start(nowMs, this.#core.t2Ms, again, gaveUp);
    }
    if (offer !== null && answer !== null) this.#user.sessionChanged(offer, answer.onHold, nowMs);
  }

  #respond(
    transaction: ServerTransaction,
    status: number,
    nowMs: number,
    fields: readonly Field[] = [],
    reason?: string,
  ): void {
    transaction.respond(
      this.#core.response(transaction.request, transaction.from, { status, reason, fields }),
      nowMs,
    );
  }

  #end(by: EndedBy, q850: readonly Q850Cause[], nowMs: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#repeater.stop();
    this.#user.sessionEnded(by, q850, nowMs);
  }
}
