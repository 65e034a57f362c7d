import { AnswerRepeater } from './answer-repeater.ts';
import { CallAuthorization } from './call-authorization.ts';
import type { EndedBy, Q850Cause } from './call-event.ts';
import { readCallFacts, readSipCause } from './call-facts.ts';
import { allowField, supportedField } from './capabilities.ts';
import type { Core, OwnedTransaction } from './core.ts';
import { Dialog } from './dialog.ts';
import type { EndpointCall, HangUpOptions, TakenCall } from './endpoint-call.ts';
import { HeaderFields } from './header-fields.ts';
import type { Ladder } from './ladder.ts';
import { sessionDescription, type SipRequest } from './message.ts';
import { Negotiation } from './negotiation.ts';
import { fieldsOf, sdpBody, type Body, type Field } from './outgoing-message.ts';
import { qosAnswer } from './preconditions.ts';
import { readQ850 } from './reason-phrases.ts';
import { Ringing, type RingOptions } from './ringing.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { reasonField, Session } from './session.ts';
import type { SessionTimerWish } from './session-timer.ts';
import type { TransactionLayer } from './transaction-layer.ts';
import { dialledUser, partyOf } from './uri.ts';

export interface AnswerOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** A description with all codecs that later offers of the caller may choose from; the answer unless given. */
  readonly ours?: string;
}

export interface RejectOptions {
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type State = 'ringing' | 'answered' | 'confirmed' | 'over';

/** The called party of one call (RFC 3261 sections 13.3, 9.2 and 15; RFC 3262, 3312, 3891). */
export class IncomingCallMachine implements TakenCall {
  readonly callId: string;
  readonly localTag: string;
  readonly ladder: Ladder;
  readonly transactions = new Set<OwnedTransaction>();
  released = false;
  readonly #core: Core;
  readonly #request: SipRequest;
  readonly #transaction: ServerTransaction;
  readonly #account: string | null;
  readonly #touched: (call: EndpointCall) => void;
  readonly #session: Session;
  readonly #repeater: AnswerRepeater;
  readonly #ringing: Ringing;
  readonly #replaces: EndpointCall | null;
  #state: State = 'ringing';
  #byeWanted: HangUpOptions | null = null;
  #replacedBy: string | null = null;

  constructor(parts: {
    core: Core;
    layer: TransactionLayer;
    /** The INVITE and its transaction. */
    request: SipRequest;
    transaction: ServerTransaction;
    callId: string;
    /** The account that the caller showed by digest to be; null when nobody asked. */
    account: string | null;
    touched: (call: EndpointCall) => void;
    timerWish: SessionTimerWish;
    takesTransfers: boolean;
    /** The call of ours that this one is to take the place of. */
    replaces: EndpointCall | null;
  }) {
    const { core, layer, request, transaction } = parts;
    this.#core = core;
    this.#request = request;
    this.#transaction = transaction;
    this.#touched = parts.touched;
    this.#account = parts.account;
    this.callId = parts.callId;
    this.localTag = core.newTag();
    this.ladder = core.newLadder();
    const offer = sessionDescription(request);
    const negotiation = new Negotiation(null);
    if (offer !== null) negotiation.offered(offer);
    this.#replaces = parts.replaces;
    this.#repeater = new AnswerRepeater(core);
    this.#ringing = new Ringing({
      ...{ core, request, repeater: this.#repeater },
      call: {
        session: () => this.#session,
        isRinging: () => this.#state === 'ringing',
        respond: (status, nowMs, { fields, ...rest }) => {
          this.#respond(status, nowMs, { ...rest, fields: [...this.#ownFields(), ...fields] });
        },
        reject: (status, nowMs, options) => {
          this.reject(status, nowMs, options);
        },
        touched: () => {
          this.touched();
        },
      },
    });
    const firstSequence = Math.floor(core.random() * 10_000);
    const dialog = Dialog.ofRequest(request, this.localTag, transaction.from, firstSequence);
    this.#session = new Session({
      callId: this.callId,
      core,
      layer,
      owner: this,
      user: {
        emit: (event) => {
          core.emit(event);
        },
        sessionEnded: (by, q850, atMs) => {
          this.#end(by, null, q850, atMs);
        },
      },
      dialog,
      negotiation,
      authorization: new CallAuthorization(core, core.credentials),
      timerWish: parts.timerWish,
      ownsCallId: false,
      takesTransfers: parts.takesTransfers,
    });
    this.#session.learn(request.headers);
  }

  /** The tag of the caller. */
  get remoteTag(): string {
    return this.#session.dialog.remoteTag;
  }

  get over(): boolean {
    return this.#state === 'over';
  }

  get dialogs(): number {
    return this.#state === 'over' ? 0 : 1;
  }

  get session(): Session {
    return this.#session;
  }

  get placed(): boolean {
    return false;
  }

  sessionWith(remoteTag: string): Session | null {
    return this.#session.dialog.remoteTag === remoteTag ? this.#session : null;
  }

  touched(): void {
    this.#touched(this);
  }

  replacedBy(callId: string, nowMs: number): void {
    this.#replacedBy = callId;
    this.hangUp(nowMs, { text: 'replaced' });
  }

  start(nowMs: number): void {
    const request = this.#request;
    this.#respond(100, nowMs, { toTag: null });
    this.#core.emit({
      kind: 'incoming',
      callId: this.callId,
      atMs: nowMs,
      requestUri: request.uri,
      dialled: dialledUser(request.uri),
      from: partyOf(request.from),
      to: partyOf(request.to),
      sdp: sessionDescription(request),
      source: this.#transaction.from,
      account: this.#account,
      headers: request.headers,
      facts: readCallFacts(request.headers),
      replaces: this.#replaces?.callId ?? null,
    });
  }

  ring(nowMs: number, options: RingOptions): void {
    this.#ringing.ring(nowMs, options);
  }

  answer(sdp: string, nowMs: number, options: AnswerOptions = {}): void {
    if (this.#state !== 'ringing') return;
    if (this.#ringing.mustDescribe) this.ring(nowMs, { status: 183, sdp });
    if (this.#ringing.mustWait(false)) {
      this.#ringing.later((atMs) => {
        this.answer(sdp, atMs, options);
      });
      return;
    }
    const { negotiation } = this.#session;
    if (negotiation.open === 'local' && !negotiation.agreed) {
      this.reject(500, nowMs, { reason: 'No Answer To The Offer' });
      return;
    }
    this.#state = 'answered';
    this.#ringing.answered();
    const text = this.#finalDescription(sdp);
    if (options.ours !== undefined) negotiation.describeOurs(options.ours);
    const fields = [
      ...this.#ownFields(),
      ...this.#session.timer.answerFields(this.#request, nowMs),
      ...fieldsOf(options.headers),
    ];
    const send = (atMs: number): void => {
      this.#respond(200, atMs, { fields, body: text === null ? null : sdpBody(text) });
    };
    const gaveUp = (atMs: number): void => {
      this.#session.bye(atMs, 'timeout', { text: 'no ACK' });
      this.touched();
    };
    this.#session.confirm();
    send(nowMs);
    this.#repeater.start(nowMs, this.#core.t2Ms, send, gaveUp);
    this.#core.emit({
      kind: 'answered',
      callId: this.callId,
      atMs: nowMs,
      sdp: null,
      tag: this.localTag,
      asserted: [],
    });
    this.#replaces?.replacedBy(this.callId, nowMs);
    this.#replaces?.touched();
  }

  /** What stands in the 200: the answer, the offer that the INVITE did not make, or nothing when all is agreed. */
  #finalDescription(sdp: string): string | null {
    const { negotiation } = this.#session;
    if (negotiation.agreed) return null;
    const offer = negotiation.openOffer;
    if (offer === null) {
      negotiation.offerAsIs(sdp);
      return sdp;
    }
    const answer = qosAnswer(offer, sdp);
    negotiation.answerAsIs(answer);
    return answer;
  }

  reject(status: number, nowMs: number, options: RejectOptions): void {
    if (this.#state !== 'ringing') return;
    const q850 = this.#respond(status, nowMs, {
      reason: options.reason,
      fields: fieldsOf(options.headers),
    });
    this.#end('local', status, q850, nowMs);
  }

  hangUp(nowMs: number, options: HangUpOptions): void {
    if (this.#state === 'ringing') {
      this.#respond(480, nowMs, { fields: reasonField(options.q850, options.text) });
      this.#end(
        'local',
        480,
        options.q850 === undefined ? [] : [{ cause: options.q850, text: null }],
        nowMs,
      );
    } else if (this.#state === 'answered') this.#byeWanted ??= options;
    else if (this.#state === 'confirmed') this.#session.bye(nowMs, 'local', options);
  }

  /** The caller's CANCEL (RFC 3261 section 9.2); without effect after the answer. */
  cancelled(cancel: SipRequest, nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#respond(487, nowMs, {});
    this.#end('remote', 487, readQ850(cancel.headers), nowMs, readSipCause(cancel.headers));
  }

  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    if (request.method === 'PRACK') {
      this.#ringing.acknowledged(request, transaction, nowMs);
      return;
    }
    if (this.#state === 'ringing' && request.method === 'BYE') {
      transaction.respond(this.#core.response(request, transaction.from, { status: 200 }), nowMs);
      this.cancelled(request, nowMs);
      return;
    }
    if (this.#state === 'ringing' && request.method === 'INVITE') {
      const fields: Field[] = [['retry-after', String(Math.floor(this.#core.random() * 11))]];
      transaction.respond(
        this.#core.response(request, transaction.from, { status: 500, fields }),
        nowMs,
      );
      return;
    }
    this.#session.receive(request, transaction, nowMs);
    if (this.#state === 'ringing') this.#ringing.goOn(nowMs);
  }

  acknowledged(request: SipRequest, nowMs: number): void {
    if (this.#session.acknowledged(request, nowMs)) return;
    if (this.#state !== 'answered' || request.cseq.number !== this.#request.cseq.number) return;
    this.#repeater.stop();
    this.#state = 'confirmed';
    this.#session.answeredInAck(request, nowMs);
    if (this.#session.over) return;
    this.#core.emit({
      kind: 'acknowledged',
      callId: this.callId,
      atMs: nowMs,
      sdp: sessionDescription(request),
    });
    if (this.#byeWanted !== null) this.#session.bye(nowMs, 'local', this.#byeWanted);
    else this.#session.settle(nowMs);
  }

  /** Responds to the INVITE; gives back the Q.850 causes that the response names. */
  #respond(
    status: number,
    nowMs: number,
    parts: {
      readonly reason?: string | undefined;
      readonly fields?: readonly Field[];
      readonly body?: Body | null;
      readonly toTag?: null;
    },
  ): Q850Cause[] {
    const toTag = parts.toTag === null ? null : this.localTag;
    const fields = parts.fields ?? [];
    const response = this.#core.response(this.#request, this.#transaction.from, {
      status,
      reason: parts.reason,
      toTag,
      fields,
      body: parts.body ?? null,
    });
    this.#transaction.respond(response, nowMs);
    const reasons = fields
      .filter(([name]) => name === 'reason')
      .map(([name, value]) => ({ name, value }));
    return reasons.length === 0 ? [] : readQ850(new HeaderFields(reasons));
  }

  #ownFields(): Field[] {
    return [['contact', this.#core.contact(this.#transaction.from)], allowField, supportedField];
  }

  #end(
    by: EndedBy,
    status: number | null,
    q850: readonly Q850Cause[],
    nowMs: number,
    sipCause: number | null = null,
  ): void {
    if (this.#state === 'over') return;
    const answered = this.#state === 'answered' || this.#state === 'confirmed';
    this.#state = 'over';
    this.#repeater.stop();
    this.#ringing.stop();
    this.#core.emit({
      kind: 'ended',
      callId: this.callId,
      atMs: nowMs,
      by,
      answered,
      status,
      q850,
      sipCause,
      replacedBy: this.#replacedBy,
    });
    this.#session.abandon();
  }
}
