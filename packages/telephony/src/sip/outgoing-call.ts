import type { Address } from './address.ts';
import { CallAuthorization } from './call-authorization.ts';
import type { CallEvent, EndedBy, Q850Cause } from './call-event.ts';
import { allowField, supportedField } from './capabilities.ts';
import type { ClientTransaction } from './client-transaction.ts';
import type { Core } from './core.ts';
import { Dialog } from './dialog.ts';
import { randomHex, type Credentials } from './digest.ts';
import type { EndpointCall, HangUpOptions } from './endpoint-call.ts';
import { canonicalName } from './header-fields.ts';
import { quoted, readNameAddress } from './header-values.ts';
import { Ladder } from './ladder.ts';
import { sessionDescription, type SipRequest, type SipResponse } from './message.ts';
import { composeRequest, type Field, type OutgoingRequest } from './outgoing-message.ts';
import { readQ850, readRetryAfter, reasonPhrase } from './reason-phrases.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { reasonField, Session } from './session.ts';
import type { Timer } from './timer-queue.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** A call to be made. */
export interface OutgoingCall {
  /** e.g. `sip:02861881111@10.0.0.1:5060` or `tel:+862861881111`. */
  readonly requestUri: string;
  readonly from: { readonly uri: string; readonly displayName?: string };
  /** The To URI; the request URI unless given. */
  readonly to?: string;
  /** The next hop: the trunk, or the outbound proxy. */
  readonly sendTo: Address;
  /** Where it is tried next, in order, when nothing comes from there or 503 (RFC 3263 section 4.3). */
  readonly alternatives?: readonly Address[];
  /** Preloaded route set (RFC 3261 section 8.1.1.1), each a name-addr or URI. */
  readonly route?: readonly string[];
  /** The offer. */
  readonly sdp: string;
  /** Further headers, e.g. `P-Asserted-Identity`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrides the endpoint's credentials. */
  readonly credentials?: Credentials;
}

type Cancel = 'no' | 'wanted' | 'sent';

/** The calling party of one call (RFC 3261 sections 13.2, 9.1 and 22; RFC 3262 for PRACK). */
export class OutgoingCallMachine implements EndpointCall {
  readonly callId: string;
  readonly localTag: string;
  readonly ladder = new Ladder();
  readonly transactions = new Set<{ readonly settled: boolean }>();
  released = false;
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #call: OutgoingCall;
  readonly #authorization: CallAuthorization;
  readonly #touched: (call: EndpointCall) => void;
  readonly #early = new Map<string, Dialog>();
  readonly #acks = new Map<string, OutgoingRequest>();
  readonly #sessions = new Map<string, Session>();
  #session: Session | null = null;
  #invite: ClientTransaction | null = null;
  #sendTo: Address;
  #alternatives: readonly Address[];
  #sequence: number;
  #tries = 0;
  #cancel: Cancel = 'no';
  #cancelReason: Field[] = [];
  #cancelLimit: Timer | null = null;
  #tried = false;
  #over = false;

  constructor(
    core: Core,
    layer: TransactionLayer,
    call: OutgoingCall,
    touched: (call: EndpointCall) => void,
  ) {
    this.#core = core;
    this.#layer = layer;
    this.#call = call;
    this.#touched = touched;
    this.#sendTo = call.sendTo;
    this.#alternatives = call.alternatives ?? [];
    this.#authorization = new CallAuthorization(core, call.credentials ?? core.credentials);
    this.callId = `${randomHex(core.random, 4)}@${core.local.host}`;
    this.localTag = core.newTag();
    this.#sequence = 1 + Math.floor(core.random() * 10_000);
  }

  get over(): boolean {
    return this.#over;
  }

  get dialogs(): number {
    if (this.#over) return 0;
    return this.#session === null ? this.#early.size : 1;
  }

  touched(): void {
    this.#touched(this);
  }

  start(nowMs: number): void {
    const core = this.#core;
    const call = this.#call;
    const branch = core.newBranch();
    const routes = (call.route ?? []).map((route): Field => [
      'route',
      route.includes('<') ? route : `<${route}>`,
    ]);
    const display = call.from.displayName === undefined ? '' : `${quoted(call.from.displayName)} `;
    const fields: Field[] = [
      ['via', core.via(branch, this.#sendTo)],
      ...routes,
      ['max-forwards', '70'],
      ['from', `${display}<${call.from.uri}>;tag=${this.localTag}`],
      ['to', `<${call.to ?? call.requestUri}>`],
      ['call-id', this.callId],
      ['cseq', `${this.#sequence} INVITE`],
      ['contact', core.contact(this.#sendTo)],
      allowField,
      supportedField,
      ['user-agent', core.userAgent],
      ...Object.entries(call.headers ?? {}).map(([name, value]): Field => [
        canonicalName(name),
        value,
      ]),
      ...this.#authorization.fields('INVITE', call.requestUri, call.sdp),
    ];
    const request = composeRequest({
      method: 'INVITE',
      uri: call.requestUri,
      branch,
      cseq: this.#sequence,
      fields,
      body: { type: 'application/sdp', text: call.sdp },
      to: this.#sendTo,
    });
    this.#tries += 1;
    const responded = (response: SipResponse, atMs: number): void => {
      if (response.status < 200) this.#provisional(request, response, atMs);
      else if (response.status < 300) this.#answered(request, response, atMs);
      else this.#refused(response, atMs);
    };
    const failed = (by: 'timeout' | 'transport', atMs: number): void => {
      if (this.#triesNext(atMs)) return;
      const status = by === 'timeout' ? 408 : 503;
      this.#fail(
        { status, reason: reasonPhrase(status), by: this.#cancel === 'no' ? by : 'local' },
        null,
        atMs,
      );
    };
    this.#invite = this.#layer.request(request, this, { responded, failed }, nowMs);
  }

  hangUp(nowMs: number, options: HangUpOptions): void {
    if (this.#over) return;
    if (this.#session !== null) {
      this.#session.bye(nowMs, 'local', options);
      return;
    }
    if (this.#cancel !== 'no') return;
    this.#cancel = 'wanted';
    this.#cancelReason = reasonField(options.q850, options.text);
    if (this.#invite?.state === 'proceeding') this.#sendCancel(nowMs);
    else this.#invite?.handle('hush', nowMs);
  }

  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    const remoteTag = request.from.params.get('tag') ?? '';
    const session = this.#sessions.get(remoteTag);
    if (session === undefined) {
      transaction.respond(this.#core.response(request, transaction.from, { status: 481 }), nowMs);
      return;
    }
    session.receive(request, transaction, nowMs);
  }

  acknowledged(request: SipRequest): void {
    this.#sessions.get(request.from.params.get('tag') ?? '')?.acknowledged(request);
  }

  #provisional(request: OutgoingRequest, response: SipResponse, nowMs: number): void {
    if (this.#cancel === 'wanted') this.#sendCancel(nowMs);
    if (response.status === 100) {
      if (!this.#tried) this.#emit({ kind: 'trying', callId: this.callId, atMs: nowMs });
      this.#tried = true;
      return;
    }
    const tag = response.to.params.get('tag') ?? null;
    if (tag !== null && !this.#admitEarly(request, response, tag, nowMs)) return;
    this.#emit({
      kind: 'provisional',
      callId: this.callId,
      atMs: nowMs,
      status: response.status,
      reason: response.reason,
      sdp: sessionDescription(response),
      earlyTag: tag,
      q850: readQ850(response.headers),
    });
  }

  /** Keeps the early dialog and acknowledges a reliable provisional; false for a repeat or one out of order. */
  #admitEarly(
    request: OutgoingRequest,
    response: SipResponse,
    tag: string,
    nowMs: number,
  ): boolean {
    let dialog = this.#early.get(tag);
    if (dialog === undefined) {
      if (this.#early.size >= maxEarlyDialogs) return true;
      dialog = Dialog.ofResponse(request, this.localTag, response);
      this.#early.set(tag, dialog);
    }
    if (!response.headers.lists('require', '100rel')) return true;
    const rseq = Number(response.headers.first('rseq') ?? Number.NaN);
    if (!Number.isInteger(rseq)) return true;
    if (dialog.lastRSeq !== null && rseq !== dialog.lastRSeq + 1) return false;
    dialog.lastRSeq = rseq;
    const fields: Field[] = [
      ['rack', `${rseq} ${request.cseq} INVITE`],
      ...this.#authorization.fields('PRACK', dialog.remoteTarget),
    ];
    const prack = dialog.request(this.#core, 'PRACK', { fields });
    this.#layer.request(
      prack,
      this,
      { responded: () => undefined, failed: () => undefined },
      nowMs,
    );
    return true;
  }

  #answered(request: OutgoingRequest, response: SipResponse, nowMs: number): void {
    const tag = response.to.params.get('tag') ?? '';
    const repeated = this.#acks.get(tag);
    if (repeated !== undefined) {
      this.#core.send(repeated, this.ladder, nowMs);
      return;
    }
    const dialog = this.#early.get(tag) ?? Dialog.ofResponse(request, this.localTag, response);
    dialog.refresh(response);
    const credentials = request.fields.filter(([name]) => name.endsWith('authorization'));
    const ack = dialog.request(this.#core, 'ACK', { cseq: request.cseq, fields: credentials });
    this.#acks.set(tag, ack);
    this.#core.send(ack, this.ladder, nowMs);
    const first = this.#session === null && !this.#over;
    const session = new Session({
      core: this.#core,
      layer: this.#layer,
      owner: this,
      user: first ? this.#sessionUser() : silentUser,
      dialog,
      localSdp: this.#call.sdp,
      authorization: this.#authorization,
    });
    this.#sessions.set(tag, session);
    if (!first) {
      session.bye(nowMs, 'local');
      return;
    }
    this.#session = session;
    this.#early.clear();
    this.#cancelLimit?.stop();
    const sdp = sessionDescription(response);
    this.#emit({ kind: 'answered', callId: this.callId, atMs: nowMs, sdp, tag });
    if (this.#cancel !== 'no') session.bye(nowMs, 'local');
  }

  #sessionUser(): ConstructorParameters<typeof Session>[0]['user'] {
    const { callId } = this;
    return {
      sessionEnded: (by: EndedBy, q850: readonly Q850Cause[], atMs: number) => {
        this.#over = true;
        this.#emit({ kind: 'ended', callId, atMs, by, answered: true, status: null, q850 });
      },
      sessionChanged: (sdp: string, onHold: boolean, atMs: number) => {
        this.#emit({ kind: 'session-changed', callId, atMs, sdp, onHold });
      },
      infoReceived: (contentType: string | null, body: string, atMs: number) => {
        this.#emit({ kind: 'info', callId, atMs, contentType, body });
      },
    };
  }

  /** Sends the same INVITE to the next place, in a transaction of its own (RFC 3263 section 4.3). */
  #triesNext(nowMs: number): boolean {
    const [next, ...rest] = this.#alternatives;
    if (next === undefined || this.#cancel !== 'no') return false;
    this.#sendTo = next;
    this.#alternatives = rest;
    this.#tries = 0;
    this.#early.clear();
    this.start(nowMs);
    return true;
  }

  #refused(response: SipResponse, nowMs: number): void {
    const { status, reason } = response;
    const challenged = status === 401 || status === 407;
    if (
      challenged &&
      this.#cancel === 'no' &&
      this.#tries < 5 &&
      this.#authorization.challenged(response)
    ) {
      this.#sequence += 1;
      this.#early.clear();
      this.start(nowMs);
      return;
    }
    if (status === 503 && this.#triesNext(nowMs)) return;
    const ours = this.#cancel !== 'no' && (status === 487 || challenged);
    this.#fail({ status, reason, by: ours ? 'local' : 'remote' }, response, nowMs);
  }

  #fail(
    end: { readonly status: number; readonly reason: string; readonly by: EndedBy },
    response: SipResponse | null,
    nowMs: number,
  ): void {
    if (this.#over || this.#session !== null) return;
    this.#over = true;
    this.#early.clear();
    this.#cancelLimit?.stop();
    const contacts = response !== null && end.status < 400 ? response.headers.list('contact') : [];
    this.#emit({
      kind: 'failed',
      callId: this.callId,
      atMs: nowMs,
      ...end,
      q850: response === null ? [] : readQ850(response.headers),
      retryAfterS: response === null ? null : readRetryAfter(response.headers),
      redirectedTo: contacts.map((contact) => readNameAddress(contact)?.uri ?? contact),
    });
  }

  /** The CANCEL shares branch, URI and CSeq number of its INVITE (RFC 3261 section 9.1). */
  #sendCancel(nowMs: number): void {
    const invite = this.#invite;
    if (invite === null) return;
    this.#cancel = 'sent';
    const copied = new Set(['via', 'route', 'max-forwards', 'from', 'to', 'call-id']);
    const { request } = invite;
    const fields: Field[] = [
      ...request.fields.filter(([name]) => copied.has(name)),
      ['cseq', `${request.cseq} CANCEL`],
      ['user-agent', this.#core.userAgent],
      ...this.#cancelReason,
    ];
    const cancel = composeRequest({ ...request, method: 'CANCEL', fields, body: null });
    this.#layer.request(
      cancel,
      this,
      { responded: () => undefined, failed: () => undefined },
      nowMs,
    );
    this.#cancelLimit = this.#core.timers.set(nowMs + 64 * this.#core.t1Ms, (atMs) => {
      invite.handle('abandon', atMs);
      this.touched();
    });
  }

  #emit(event: CallEvent): void {
    this.#core.emit(event);
  }
}

/** Forks beyond this many early dialogs are heard but not kept. */
const maxEarlyDialogs = 16;

const silentUser = {
  sessionEnded: () => undefined,
  sessionChanged: () => undefined,
  infoReceived: () => undefined,
};
