import type { Address, RandomSource, Transport } from './address.ts';
import { Gate, type GateOptions } from './admission/gate.ts';
import type { LadderEntry, SipEffect, TransferRequestedEvent } from './call-event.ts';
import {
  acceptField,
  allowedMethods,
  allowField,
  otherMethods,
  supportedField,
} from './capabilities.ts';
import { Core } from './core.ts';
import type { Credentials } from './digest.ts';
import type { EndpointCall, HangUpOptions } from './endpoint-call.ts';
import {
  IncomingCallMachine,
  type AnswerOptions,
  type RejectOptions,
  type RingOptions,
} from './incoming-call.ts';
import { keyPressBody } from './key-press.ts';
import { sessionDescription, type SipRequest, type SipResponse } from './message.ts';
import { OutgoingCallMachine, type CallProgress, type OutgoingCall } from './outgoing-call.ts';
import type { Body, Field } from './outgoing-message.ts';
import { refusalOf, statelessTag } from './outside-dialogs.ts';
import { parseMessage } from './parse.ts';
import { Registrar, type RegistrarOptions } from './registration/registrar.ts';
import type { RegistrationRequest } from './registration/registration-request.ts';
import { Registrations } from './registration/registrations.ts';
import { replacedCall } from './replaced-call.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { Session, SessionView } from './session.ts';
import type { SessionChange } from './session-change.ts';
import { isSessionDescription } from './session-sdp.ts';
import { noSessionTimer, SessionTimer, type SessionTimerWish } from './session-timer.ts';
import { TransactionLayer } from './transaction-layer.ts';
import { PlaceWatch, type PlaceWatchRequest } from './transport/place-watch.ts';
import { followingCall, referRequest, type FollowingCall, type Transfer } from './transfer.ts';
import { warningField } from './warnings.ts';

export interface SipEndpointOptions {
  /** What stands in Via and Contact: the address the far end can send to. */
  readonly local: Address;
  /** The same for one far end, where it depends on the way there; `local` unless given. */
  readonly localFor?: (to: Address) => Address;
  /** What can be spoken; UDP alone unless given. With TCP, requests of more than 1,300 bytes move to it. */
  readonly transports?: readonly Transport[];
  readonly random: RandomSource;
  readonly userAgent?: string;
  /** RFC 3261 timer T1; 500 ms unless given. */
  readonly t1Ms?: number;
  readonly credentials?: Credentials;
  /** From whom requests outside of calls are heard at all; from everybody unless given. Others meet silence. */
  readonly admits?: (from: Address) => boolean;
  /** Whether calls are taken; an endpoint that only calls answers INVITE with 405. Yes unless given. */
  readonly takesCalls?: boolean;
  /** Who is served, asked for digest, limited or left without an answer; everybody is served unless given. */
  readonly gate?: GateOptions;
  /** Takes REGISTER (RFC 3261 section 10.3); an endpoint without it answers 405. */
  readonly registrar?: RegistrarOptions;
  /** Whether REFER and Replaces of far ends are served: they are told of, never followed unasked. No unless given. */
  readonly takesTransfers?: boolean;
  /** Callers that cannot acknowledge provisional responses are refused with 421 (RFC 3262). No unless given. */
  readonly needsPrack?: boolean;
  /** Session timers (RFC 4028); without an interval of ours those of far ends are kept. */
  readonly sessionTimer?: Partial<SessionTimerWish>;
}

/** What an endpoint holds at this moment; all zero when every call is over and its last timers have run. */
export interface EndpointCounts {
  readonly calls: number;
  readonly dialogs: number;
  readonly transactions: number;
  readonly timers: number;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Everything of one user agent: parser, transactions, dialogs and calls as calling and as called party
 * (RFC 3261, 6026, 3262, 3311, 3326). Sans-I/O: bytes and time in, bytes and events out; never throws on input.
 */
export class SipEndpoint {
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #admits: (from: Address) => boolean;
  readonly #takesCalls: boolean;
  readonly #registrations: Registrations;
  readonly #watches = new Map<string, PlaceWatch>();
  /** The door for requests from outside of calls; null when all are served. */
  readonly gate: Gate | null;
  /** The registrar; null when the endpoint is none. */
  readonly registrar: Registrar | null;
  readonly #takesTransfers: boolean;
  readonly #needsPrack: boolean;
  readonly #timerWish: SessionTimerWish;
  readonly #calls = new Map<string, EndpointCall>();
  /** By Call-ID and our tag: how requests within a dialog find their call. */
  readonly #byDialog = new Map<string, EndpointCall>();
  readonly #byInvite = new Map<ServerTransaction, IncomingCallMachine>();
  /** Open INVITEs by From tag, Call-ID and CSeq: the same on another branch is merged (RFC 3261 section 8.2.2.2). */
  readonly #openInvites = new Map<string, string>();
  readonly #touched = new Set<EndpointCall>();

  constructor(options: SipEndpointOptions) {
    this.#core = new Core({
      local: options.local,
      localFor: options.localFor ?? null,
      transports: new Set(options.transports ?? ['udp']),
      random: options.random,
      userAgent: options.userAgent ?? 'Everyline',
      credentials: options.credentials ?? null,
      t1Ms: options.t1Ms ?? 500,
    });
    this.#layer = new TransactionLayer(this.#core);
    this.#admits = options.admits ?? (() => true);
    this.#takesCalls = options.takesCalls ?? true;
    this.#registrations = new Registrations(this.#core, this.#layer);
    this.gate = options.gate === undefined ? null : new Gate(options.gate, options.random);
    this.registrar =
      options.registrar === undefined ? null : new Registrar(options.registrar, this.#core.timers);
    this.#takesTransfers = options.takesTransfers ?? false;
    this.#needsPrack = options.needsPrack ?? false;
    this.#timerWish = { ...noSessionTimer, ...options.sessionTimer };
  }

  /** Takes one message: a datagram, or what a stream framer cut out of a connection. */
  receive(bytes: Uint8Array, from: Address, nowMs: number): SipEffect[] {
    const parsed = parseMessage(bytes);
    switch (parsed.kind) {
      case 'response':
        this.#response(parsed.message, from, bytes, parsed.forgiven, nowMs);
        break;
      case 'request':
        this.#request(parsed.message, from, bytes, parsed.forgiven, nowMs);
        break;
      case 'faulty':
        if (parsed.message.method !== 'ACK' && this.#hears(from, nowMs)) {
          this.#refuseStateless(
            parsed.message,
            from,
            parsed.fault.status,
            nowMs,
            [],
            parsed.fault.reason,
          );
        }
        break;
      case 'keep-alive':
      case 'junk':
        break;
    }
    return this.#flush(nowMs);
  }

  /** Runs the timers that are due. */
  wake(nowMs: number): SipEffect[] {
    this.#core.timers.run(nowMs);
    return this.#flush(nowMs);
  }

  /** The absolute time of the earliest timer, null when none runs. */
  nextWakeMs(): number | null {
    return this.#core.timers.nextMs();
  }

  /** Tells that nothing can be delivered to an address, or that its connection was lost (RFC 3261 section 8.1.3.1). */
  transportFailed(to: Address, nowMs: number): SipEffect[] {
    for (const transaction of this.#layer.unsettledTo(to)) {
      transaction.handle('transport-error', nowMs);
      transaction.owner.touched();
    }
    this.#registrations.flowLost(to, nowMs);
    return this.#flush(nowMs);
  }

  /** Keeps an account registered until it is taken back (RFC 3261 section 10.2); what happens, `watch` is told. */
  register(
    request: RegistrationRequest,
    nowMs: number,
  ): { registrationId: string; effects: SipEffect[] } {
    const registrationId = this.#registrations.start(request, nowMs);
    return { registrationId, effects: this.#flush(nowMs) };
  }

  /** Refreshes a registration now, for instance when the network is back. */
  renewRegistration(registrationId: string, nowMs: number): SipEffect[] {
    this.#registrations.renew(registrationId, nowMs);
    return this.#flush(nowMs);
  }

  /** Takes a registration back; its `watch` is told `unregistered` when the registrar has answered. */
  unregister(registrationId: string, nowMs: number): SipEffect[] {
    this.#registrations.leave(registrationId, nowMs);
    return this.#flush(nowMs);
  }

  /** Places a call. */
  /** Asks a place by OPTIONS whether it is there, until that is no longer wanted; what is found, `watch` is told. */
  watchPlace(request: PlaceWatchRequest, nowMs: number): { watchId: string; effects: SipEffect[] } {
    const watch = new PlaceWatch(this.#core, this.#layer, request);
    this.#watches.set(watch.id, watch);
    watch.ask(nowMs);
    return { watchId: watch.id, effects: this.#flush(nowMs) };
  }

  unwatchPlace(watchId: string, nowMs: number): SipEffect[] {
    this.#watches.get(watchId)?.stop();
    this.#watches.delete(watchId);
    return this.#flush(nowMs);
  }

  invite(call: OutgoingCall, nowMs: number): { callId: string; effects: SipEffect[] } {
    return this.#place(call, () => undefined, nowMs);
  }

  #place(
    call: OutgoingCall,
    progress: CallProgress,
    nowMs: number,
  ): { callId: string; effects: SipEffect[] } {
    const machine = new OutgoingCallMachine({
      core: this.#core,
      layer: this.#layer,
      call,
      touched: (touched) => this.#touched.add(touched),
      timerWish: this.#timerWish,
      takesTransfers: this.#takesTransfers,
      progress,
    });
    this.#calls.set(machine.callId, machine);
    this.#byDialog.set(`${machine.callId}|${machine.localTag}`, machine);
    machine.start(nowMs);
    return { callId: machine.callId, effects: this.#flush(nowMs) };
  }

  /** As called party: 180, or 183 with a description for early media. May be repeated. */
  ring(callId: string, nowMs: number, options: RingOptions = {}): SipEffect[] {
    this.#incoming(callId)?.ring(nowMs, options);
    return this.#flush(nowMs);
  }

  /** As called party: 200 OK with the answer, repeated until the ACK comes. */
  answer(callId: string, sdp: string, nowMs: number, options: AnswerOptions = {}): SipEffect[] {
    this.#incoming(callId)?.answer(sdp, nowMs, options);
    return this.#flush(nowMs);
  }

  /** As called party: a final 300–699, with headers such as `Reason: Q.850;cause=17`. */
  reject(callId: string, status: number, nowMs: number, options: RejectOptions = {}): SipEffect[] {
    this.#incoming(callId)?.reject(status, nowMs, options);
    return this.#flush(nowMs);
  }

  /** CANCEL before the answer (as called party: 480), BYE after it. Does nothing to a call that is over. */
  hangUp(callId: string, nowMs: number, options: HangUpOptions = {}): SipEffect[] {
    const call = this.#calls.get(callId);
    if (call !== undefined) {
      call.hangUp(nowMs, options);
      this.#touched.add(call);
    }
    return this.#flush(nowMs);
  }

  /**
   * Changes the session, by re-INVITE or UPDATE: hold, resume, a new description of ours, or only a refresh. Waits its
   * turn; `session-changed` or `change-refused` tells the end (RFC 3261 section 14, RFC 3311).
   */
  change(callId: string, change: SessionChange, nowMs: number): SipEffect[] {
    return this.#within(callId, nowMs, (session) => {
      session.change(change, nowMs);
    });
  }

  /** Puts the far end on hold: it may be played music to, it is not heard (RFC 3264 section 8.4). */
  hold(callId: string, nowMs: number): SipEffect[] {
    return this.change(callId, { kind: 'hold' }, nowMs);
  }

  resume(callId: string, nowMs: number): SipEffect[] {
    return this.change(callId, { kind: 'resume' }, nowMs);
  }

  /** Says that we are still there (RFC 4028 section 7.4); with a session timer this happens by itself. */
  refresh(callId: string, nowMs: number): SipEffect[] {
    return this.change(callId, { kind: 'refresh' }, nowMs);
  }

  /** Sends an INFO (RFC 6086). */
  sendInfo(callId: string, body: Body, nowMs: number): SipEffect[] {
    return this.#within(callId, nowMs, (session) => {
      session.info(body, nowMs);
    });
  }

  /** Tells a key press by INFO, for far ends that do not take it from the media; `key` as in KeyPress. */
  sendKey(callId: string, key: string, durationMs: number, nowMs: number): SipEffect[] {
    return this.sendInfo(callId, keyPressBody(key, durationMs), nowMs);
  }

  /**
   * Asks the far end of an answered call to call somebody else instead of us (RFC 3515): blind to a URI, or attended
   * to the far end of another call of ours (RFC 3891). `transfer-progress` tells how it goes; both calls stay ours to
   * hang up, which the far ends may do first.
   */
  transfer(callId: string, transfer: Transfer, nowMs: number): SipEffect[] {
    const { to } = transfer;
    const consulted = typeof to === 'string' ? null : (this.#calls.get(to.call)?.session ?? null);
    const request = referRequest(transfer, consulted?.confirmed === true ? consulted : null);
    return this.#within(callId, nowMs, (session) => {
      if (request !== null) session.refer(request, nowMs);
    });
  }

  /** Follows a transfer that the far end asked for: places the call, and tells the far end how it goes. */
  followTransfer(
    request: TransferRequestedEvent,
    call: FollowingCall,
    nowMs: number,
  ): { callId: string; effects: SipEffect[] } {
    const asking = this.#calls.get(request.callId);
    const progress: CallProgress = (status, reason, atMs) => {
      if (status > 100) asking?.session?.referrals.progress(status, reason, atMs);
    };
    return this.#place(followingCall(request, call), progress, nowMs);
  }

  /** Declines a transfer that the far end asked for. */
  declineTransfer(callId: string, nowMs: number): SipEffect[] {
    return this.#within(callId, nowMs, (session) => {
      session.referrals.progress(603, 'Decline', nowMs);
    });
  }

  /** What both sides of a call have agreed on; null before there is a dialog and when the call is forgotten. */
  session(callId: string): SessionView | null {
    return this.#calls.get(callId)?.session?.view ?? null;
  }

  /** The call's ladder; the same growing array as long as the call lives, and yours to keep after. */
  ladder(callId: string): readonly LadderEntry[] {
    return this.#calls.get(callId)?.ladder.entries ?? [];
  }

  counts(): EndpointCounts {
    let dialogs = 0;
    for (const call of this.#calls.values()) dialogs += call.dialogs;
    return {
      calls: this.#calls.size,
      dialogs,
      transactions: this.#layer.count,
      timers: this.#core.timers.live,
    };
  }

  #within(callId: string, nowMs: number, act: (session: Session) => void): SipEffect[] {
    const call = this.#calls.get(callId);
    const session = call?.session ?? null;
    if (call !== undefined && session !== null) {
      act(session);
      this.#touched.add(call);
    }
    return this.#flush(nowMs);
  }

  #incoming(callId: string): IncomingCallMachine | null {
    const call = this.#calls.get(callId);
    if (!(call instanceof IncomingCallMachine)) return null;
    this.#touched.add(call);
    return call;
  }

  #response(
    response: SipResponse,
    from: Address,
    bytes: Uint8Array,
    forgiven: readonly string[],
    nowMs: number,
  ): void {
    if (response.headers.list('via').length !== 1) return;
    const transaction = this.#layer.clientOf(response);
    if (transaction === undefined) return;
    const summary = `${response.status} ${response.reason} (CSeq ${response.cseq.number} ${response.cseq.method})`;
    transaction.owner.ladder?.add(
      'in',
      from,
      withForgiven(summary, forgiven),
      utf8.decode(bytes),
      nowMs,
    );
    transaction.receive(response, nowMs);
    transaction.owner.touched();
  }

  #request(
    request: SipRequest,
    from: Address,
    bytes: Uint8Array,
    forgiven: readonly string[],
    nowMs: number,
  ): void {
    const known = this.#layer.serverOf(request);
    const callOfDialog = this.#byDialog.get(
      `${request.callId}|${request.to.params.get('tag') ?? ''}`,
    );
    const cancelled = request.method === 'CANCEL' ? this.#layer.cancelledBy(request) : undefined;
    const owner = known?.owner ?? callOfDialog ?? cancelled?.owner ?? null;
    if (owner === null && !this.#hears(from, nowMs)) return;
    const log = (call: {
      readonly ladder: { add: EndpointCall['ladder']['add'] } | null;
    }): void => {
      const summary = `${request.method} ${request.uri} (CSeq ${request.cseq.number})`;
      call.ladder?.add('in', from, withForgiven(summary, forgiven), utf8.decode(bytes), nowMs);
    };
    if (owner !== null) {
      log(owner);
      owner.touched();
    }
    if (request.method === 'ACK') {
      if (known !== undefined && (known.state === 'completed' || known.state === 'confirmed'))
        known.handle('ack', nowMs);
      else callOfDialog?.acknowledged(request, nowMs);
    } else if (known !== undefined) known.handle('request', nowMs);
    else if (request.method === 'CANCEL') this.#cancel(request, cancelled, from, nowMs);
    else if (callOfDialog !== undefined) {
      const transaction = this.#layer.accept(request, from);
      this.#layer.assign(transaction, callOfDialog);
      callOfDialog.receive(request, transaction, nowMs);
    } else this.#outsideDialog(request, from, log, nowMs);
  }

  #cancel(
    request: SipRequest,
    invite: ServerTransaction | undefined,
    from: Address,
    nowMs: number,
  ): void {
    const call = invite === undefined ? undefined : this.#byInvite.get(invite);
    const status = call === undefined ? 481 : 200;
    const response = this.#core.response(request, from, {
      status,
      toTag: call?.localTag ?? statelessTag(request),
    });
    this.#core.send(response, call?.ladder ?? null, nowMs);
    call?.cancelled(request, nowMs);
  }

  /** A request that belongs to no call (RFC 3261 section 8.2). */
  #outsideDialog(
    request: SipRequest,
    from: Address,
    log: (call: EndpointCall) => void,
    nowMs: number,
  ): void {
    const { method } = request;
    const decision = this.gate?.judge(request, from, nowMs) ?? everybody;
    if (decision.kind === 'silence') return;
    if (decision.kind === 'answer')
      this.#refuseStateless(request, from, decision.status, nowMs, decision.fields);
    else if (method === 'REGISTER' && this.registrar !== null) {
      const answer = this.registrar.receive(request, from, decision.account, nowMs);
      this.#answer(request, from, answer.status, nowMs, answer.fields, answer.reason);
    } else if (request.to.params.has('tag')) {
      if (method !== 'INVITE') this.#refuseStateless(request, from, 481, nowMs);
      else this.#answer(request, from, 481, nowMs);
    } else if (method === 'INVITE') this.#invite(request, from, decision.account, log, nowMs);
    else if (method === 'OPTIONS') {
      const refusal = refusalOf(request);
      const fields = refusal?.fields ?? [allowField, supportedField, acceptField];
      this.#refuseStateless(request, from, refusal?.status ?? 200, nowMs, fields);
    } else if (allowedMethods.some((allowed) => allowed === method))
      this.#refuseStateless(request, from, 481, nowMs);
    else {
      const registered = otherMethods.some((other) => other === method);
      this.#refuseStateless(request, from, registered ? 405 : 501, nowMs, [allowField]);
    }
  }

  #invite(
    request: SipRequest,
    from: Address,
    account: string | null,
    log: (call: EndpointCall) => void,
    nowMs: number,
  ): void {
    const refusal = this.#refusalOfInvite(request);
    if (refusal !== null) {
      this.#answer(request, from, refusal.status, nowMs, refusal.fields);
      return;
    }
    const replaces = this.#replacedBy(request);
    if (typeof replaces === 'number') {
      this.#answer(request, from, replaces, nowMs);
      return;
    }
    const merging = `${request.from.params.get('tag') ?? ''}|${request.callId}|${request.cseq.number}`;
    if (this.#openInvites.has(merging)) {
      this.#answer(request, from, 482, nowMs);
      return;
    }
    const transaction = this.#layer.accept(request, from);
    let callId = request.callId;
    for (let copy = 2; this.#calls.has(callId); copy += 1) callId = `${request.callId}#${copy}`;
    const touched = (call: EndpointCall): void => void this.#touched.add(call);
    const call = new IncomingCallMachine({
      core: this.#core,
      layer: this.#layer,
      transaction,
      callId,
      account,
      touched,
      timerWish: this.#timerWish,
      takesTransfers: this.#takesTransfers,
      replaces,
    });
    this.#layer.assign(transaction, call);
    this.#calls.set(callId, call);
    this.#byDialog.set(`${request.callId}|${call.localTag}`, call);
    this.#byInvite.set(transaction, call);
    this.#openInvites.set(merging, callId);
    log(call);
    call.start(nowMs);
  }

  /** Why a new INVITE cannot become a call. */
  #refusalOfInvite(request: SipRequest): { status: number; fields: readonly Field[] } | null {
    if (!this.#takesCalls) return { status: 405, fields: [allowField] };
    const refusal = refusalOf(request);
    if (refusal !== null) return refusal;
    const { headers } = request;
    const canPrack = headers.lists('supported', '100rel') || headers.lists('require', '100rel');
    if (this.#needsPrack && !canPrack) return { status: 421, fields: [['require', '100rel']] };
    const offer = sessionDescription(request);
    if (offer !== null && !isSessionDescription(offer))
      return { status: 400, fields: [warningField(this.#core.local, 'unreadable')] };
    const tooSmall = new SessionTimer(this.#core, this.#timerWish, noUser).refusal(request);
    return tooSmall === null ? null : { status: 422, fields: [tooSmall] };
  }

  /** The call that an INVITE is to take the place of, or why it may not. */
  #replacedBy(request: SipRequest): EndpointCall | null | number {
    if (request.headers.first('replaces') === undefined) return null;
    if (!this.#takesTransfers) return 403;
    return replacedCall(request.headers, (callId, tag) => this.#byDialog.get(`${callId}|${tag}`));
  }

  /** Answers within a transaction: an INVITE's cares for the ACK, a REGISTER's for repeats. */
  #answer(
    request: SipRequest,
    from: Address,
    status: number,
    nowMs: number,
    fields: readonly Field[] = [],
    reason?: string,
  ): void {
    const transaction = this.#layer.accept(request, from);
    const response = this.#core.response(request, from, {
      status,
      reason,
      toTag: statelessTag(request),
      fields,
    });
    transaction.respond(response, nowMs);
  }

  /** Answers without keeping anything (RFC 3261 section 8.2.7). */
  #refuseStateless(
    request: SipRequest,
    from: Address,
    status: number,
    nowMs: number,
    fields: readonly Field[] = [],
    reason?: string,
  ): void {
    const toTag = statelessTag(request);
    this.#core.send(
      this.#core.response(request, from, { status, reason, toTag, fields }),
      null,
      nowMs,
    );
  }

  #hears(from: Address, nowMs: number): boolean {
    return this.#admits(from) && (this.gate?.hears(from, nowMs) ?? true);
  }

  #flush(nowMs: number): SipEffect[] {
    for (const call of this.#touched) {
      if (!call.over) continue;
      if (!call.released && settled(call)) {
        call.released = true;
        this.#core.emit({ kind: 'released', callId: call.callId, atMs: nowMs });
      }
      if (call.transactions.size === 0) this.#forget(call);
    }
    this.#touched.clear();
    return this.#core.takeEffects();
  }

  #forget(call: EndpointCall): void {
    this.#calls.delete(call.callId);
    if (!(call instanceof IncomingCallMachine)) {
      this.#byDialog.delete(`${call.callId}|${call.localTag}`);
      return;
    }
    const { request } = call.invite;
    this.#byDialog.delete(`${request.callId}|${call.localTag}`);
    this.#byInvite.delete(call.invite);
    this.#openInvites.delete(
      `${request.from.params.get('tag') ?? ''}|${request.callId}|${request.cseq.number}`,
    );
  }
}

/** Without a gate everybody passes, and nobody has shown who he is. */
const everybody = { kind: 'pass', account: null } as const;
const noUser = { refresh: () => undefined, expired: () => undefined };

function settled(call: EndpointCall): boolean {
  for (const transaction of call.transactions) if (!transaction.settled) return false;
  return true;
}

function withForgiven(summary: string, forgiven: readonly string[]): string {
  return forgiven.length === 0 ? summary : `${summary}; forgiven: ${forgiven.join(', ')}`;
}
