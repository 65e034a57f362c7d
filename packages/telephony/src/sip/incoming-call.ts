import { AnswerRepeater } from './answer-repeater.ts';
import { CallAuthorization } from './call-authorization.ts';
import type { EndedBy, Q850Cause } from './call-event.ts';
import { allowField, supportedField } from './capabilities.ts';
import type { Core } from './core.ts';
import { Dialog } from './dialog.ts';
import type { EndpointCall, HangUpOptions } from './endpoint-call.ts';
import { canonicalName, HeaderFields } from './header-fields.ts';
import { Ladder } from './ladder.ts';
import { sessionDescription, type SipRequest } from './message.ts';
import type { Body, Field } from './outgoing-message.ts';
import { readQ850 } from './reason-phrases.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { reasonField, Session } from './session.ts';
import type { Timer } from './timer-queue.ts';
import type { TransactionLayer } from './transaction-layer.ts';
import { dialledUser, partyOf } from './uri.ts';

export interface RingOptions {
  readonly status?: 180 | 183;
  readonly reason?: string;
  readonly sdp?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RejectOptions {
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type State = 'ringing' | 'answered' | 'confirmed' | 'over';

/** How often a provisional is repeated so that proxies keep the call (RFC 3261 section 13.3.1.1). */
const keepAliveMs = 60_000;

/** The called party of one call (RFC 3261 sections 13.3, 9.2 and 15; RFC 3262 when the caller requires it). */
export class IncomingCallMachine implements EndpointCall {
  readonly callId: string;
  readonly localTag: string;
  readonly ladder = new Ladder();
  readonly transactions = new Set<{ readonly settled: boolean }>();
  released = false;
  readonly #core: Core;
  readonly #transaction: ServerTransaction;
  readonly #account: string | null;
  readonly #touched: (call: EndpointCall) => void;
  readonly #session: Session;
  readonly #repeater: AnswerRepeater;
  readonly #reliable: boolean;
  #rseq: number;
  #unacknowledgedRSeq: number | null = null;
  /** What waits for the PRACK of a reliable provisional. */
  #queue: ((nowMs: number) => void)[] = [];
  #state: State = 'ringing';
  #byeWanted: HangUpOptions | null = null;
  #keepAlive: Timer | null = null;

  constructor(parts: {
    core: Core;
    layer: TransactionLayer;
    transaction: ServerTransaction;
    callId: string;
    /** The account that the caller showed by digest to be; null when nobody asked. */
    account: string | null;
    touched: (call: EndpointCall) => void;
  }) {
    const { core, layer, transaction } = parts;
    const { request } = transaction;
    this.#core = core;
    this.#transaction = transaction;
    this.#touched = parts.touched;
    this.#account = parts.account;
    this.callId = parts.callId;
    this.localTag = core.newTag();
    this.#rseq = 1 + Math.floor(core.random() * 10_000);
    this.#reliable = request.headers.lists('require', '100rel');
    this.#repeater = new AnswerRepeater(core);
    const firstSequence = Math.floor(core.random() * 10_000);
    const dialog = Dialog.ofRequest(request, this.localTag, transaction.from, firstSequence);
    this.#session = new Session({
      core,
      layer,
      owner: this,
      user: {
        sessionEnded: (by, q850, atMs) => {
          this.#end(by, null, q850, atMs);
        },
        sessionChanged: (sdp, onHold, atMs) => {
          core.emit({ kind: 'session-changed', callId: this.callId, atMs, sdp, onHold });
        },
        infoReceived: (contentType, body, atMs) => {
          core.emit({ kind: 'info', callId: this.callId, atMs, contentType, body });
        },
      },
      dialog,
      localSdp: '',
      authorization: new CallAuthorization(core, core.credentials),
    });
  }

  /** The transaction of its INVITE. */
  get invite(): ServerTransaction {
    return this.#transaction;
  }

  get over(): boolean {
    return this.#state === 'over';
  }

  get dialogs(): number {
    return this.#state === 'over' ? 0 : 1;
  }

  touched(): void {
    this.#touched(this);
  }

  start(nowMs: number): void {
    const { request, from } = this.#transaction;
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
      source: from,
      account: this.#account,
      headers: request.headers,
    });
  }

  ring(nowMs: number, options: RingOptions): void {
    if (this.#state !== 'ringing') return;
    if (this.#unacknowledgedRSeq !== null) {
      this.#queue.push((atMs) => {
        this.ring(atMs, options);
      });
      return;
    }
    if (options.sdp !== undefined) this.#session.localSdp = options.sdp;
    const status = options.status ?? 180;
    const fields = [...this.#ownFields(), ...fieldsOf(options.headers)];
    const body = options.sdp === undefined ? null : sdpBody(options.sdp);
    if (this.#reliable) this.#ringReliably(status, options.reason, fields, body, nowMs);
    else this.#ringAgain(status, options.reason, fields, body, nowMs);
  }

  #ringAgain(
    status: number,
    reason: string | undefined,
    fields: Field[],
    body: Body | null,
    nowMs: number,
  ): void {
    this.#respond(status, nowMs, { reason, fields, body });
    this.#keepAlive?.stop();
    this.#keepAlive = this.#core.timers.set(nowMs + keepAliveMs, (atMs) => {
      if (this.#state === 'ringing') this.#ringAgain(status, reason, fields, body, atMs);
    });
  }

  #ringReliably(
    status: number,
    reason: string | undefined,
    fields: Field[],
    body: Body | null,
    nowMs: number,
  ): void {
    this.#rseq += 1;
    this.#unacknowledgedRSeq = this.#rseq;
    const reliable: Field[] = [...fields, ['require', '100rel'], ['rseq', String(this.#rseq)]];
    const send = (atMs: number): void => {
      this.#respond(status, atMs, { reason, fields: reliable, body });
    };
    const gaveUp = (atMs: number): void => {
      this.reject(504, atMs, {});
      this.touched();
    };
    send(nowMs);
    this.#repeater.start(nowMs, Number.POSITIVE_INFINITY, send, gaveUp);
  }

  answer(sdp: string, nowMs: number): void {
    if (this.#state !== 'ringing') return;
    if (this.#unacknowledgedRSeq !== null) {
      this.#queue.push((atMs) => {
        this.answer(sdp, atMs);
      });
      return;
    }
    this.#state = 'answered';
    this.#keepAlive?.stop();
    this.#session.localSdp = sdp;
    const send = (atMs: number): void => {
      this.#respond(200, atMs, { fields: this.#ownFields(), body: sdpBody(sdp) });
    };
    const gaveUp = (atMs: number): void => {
      this.#session.bye(atMs, 'timeout', { text: 'no ACK' });
      this.touched();
    };
    send(nowMs);
    this.#repeater.start(nowMs, this.#core.t2Ms, send, gaveUp);
    this.#core.emit({
      kind: 'answered',
      callId: this.callId,
      atMs: nowMs,
      sdp: null,
      tag: this.localTag,
    });
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
    this.#end('remote', 487, readQ850(cancel.headers), nowMs);
  }

  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    if (request.method === 'PRACK') {
      this.#acknowledgeProvisional(request, transaction, nowMs);
      return;
    }
    if (this.#state === 'ringing' && request.method === 'BYE') {
      transaction.respond(this.#core.response(request, transaction.from, { status: 200 }), nowMs);
      this.cancelled(request, nowMs);
      return;
    }
    if ((this.#state === 'ringing' || this.#state === 'answered') && request.method === 'INVITE') {
      const fields: Field[] = [['retry-after', '3']];
      transaction.respond(
        this.#core.response(request, transaction.from, { status: 500, fields }),
        nowMs,
      );
      return;
    }
    this.#session.receive(request, transaction, nowMs);
  }

  acknowledged(request: SipRequest, nowMs: number): void {
    if (this.#session.acknowledged(request)) return;
    if (this.#state !== 'answered' || request.cseq.number !== this.#transaction.request.cseq.number)
      return;
    this.#repeater.stop();
    this.#state = 'confirmed';
    this.#core.emit({
      kind: 'acknowledged',
      callId: this.callId,
      atMs: nowMs,
      sdp: sessionDescription(request),
    });
    if (this.#byeWanted !== null) this.#session.bye(nowMs, 'local', this.#byeWanted);
  }

  #acknowledgeProvisional(
    request: SipRequest,
    transaction: ServerTransaction,
    nowMs: number,
  ): void {
    const rack = /^(\d+)\s+(\d+)\s+INVITE$/i.exec(request.headers.first('rack') ?? '');
    const fits =
      rack !== null &&
      this.#unacknowledgedRSeq !== null &&
      Number(rack[1]) === this.#unacknowledgedRSeq &&
      Number(rack[2]) === this.#transaction.request.cseq.number;
    transaction.respond(
      this.#core.response(request, transaction.from, { status: fits ? 200 : 481 }),
      nowMs,
    );
    if (!fits || !this.#session.dialog.admits(request)) return;
    this.#unacknowledgedRSeq = null;
    this.#repeater.stop();
    while (this.#unacknowledgedRSeq === null) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      next(nowMs);
    }
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
    const { request, from } = this.#transaction;
    const fields = parts.fields ?? [];
    const response = this.#core.response(request, from, {
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

  #end(by: EndedBy, status: number | null, q850: readonly Q850Cause[], nowMs: number): void {
    if (this.#state === 'over') return;
    const answered = this.#state === 'answered' || this.#state === 'confirmed';
    this.#state = 'over';
    this.#repeater.stop();
    this.#keepAlive?.stop();
    this.#queue = [];
    this.#core.emit({
      kind: 'ended',
      callId: this.callId,
      atMs: nowMs,
      by,
      answered,
      status,
      q850,
    });
  }
}

function fieldsOf(headers: Readonly<Record<string, string>> | undefined): Field[] {
  return Object.entries(headers ?? {}).map(([name, value]): Field => [canonicalName(name), value]);
}

function sdpBody(text: string): Body {
  return { type: 'application/sdp', text };
}
