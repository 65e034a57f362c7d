import type { Address, RandomSource, Transport } from './address.ts';
import { Gate, type GateOptions } from './admission/gate.ts';
import type { SipEffect, SipLadder, TransferRequestedEvent } from './call-event.ts';
import { CallTable } from './call-table.ts';
import { Core } from './core.ts';
import type { Credentials } from './digest.ts';
import type { HangUpOptions } from './endpoint-call.ts';
import type { AnswerOptions, IncomingCallMachine, RejectOptions } from './incoming-call.ts';
import type { InvitePolicy } from './invite-admission.ts';
import { keyPressBody } from './key-press.ts';
import { OutgoingCallMachine, type CallProgress } from './outgoing-call.ts';
import type { OutgoingCall } from './outgoing-invite.ts';
import type { Body } from './outgoing-message.ts';
import { OutsideRequests } from './outside-requests.ts';
import { Reception } from './reception.ts';
import { Registrar, type RegistrarOptions } from './registration/registrar.ts';
import type { RegistrationRequest } from './registration/registration-request.ts';
import { Registrations } from './registration/registrations.ts';
import type { Session, SessionView } from './session.ts';
import type { SessionChange } from './session-change.ts';
import type { RingOptions } from './ringing.ts';
import { noSessionTimer, type SessionTimerWish } from './session-timer.ts';
import type { TextMessage } from './text-message.ts';
import { TransactionLayer } from './transaction-layer.ts';
import { PlaceWatch, type PlaceWatchRequest } from './transport/place-watch.ts';
import { followingCall, referRequest, type FollowingCall, type Transfer } from './transfer.ts';

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
  /** Whether the messages of each call are kept as its ladder, which is most of what a call weighs. Yes unless given. */
  readonly keepsLadders?: boolean;
  /** From whom requests outside of calls are heard at all; from everybody unless given. Others meet silence. */
  readonly admits?: (from: Address) => boolean;
  /** Whether calls are taken; an endpoint that only calls answers INVITE with 405. Yes unless given. */
  readonly takesCalls?: boolean;
  /** Who is served, asked for digest, limited or left without an answer; everybody is served unless given. */
  readonly gate?: GateOptions;
  /** Takes REGISTER (RFC 3261 section 10.3); an endpoint without it answers 405. */
  readonly registrar?: RegistrarOptions;
  /** Takes instant messages from outside of calls (RFC 3428): plain text in UTF-8. Without it MESSAGE is answered 405. */
  readonly onMessage?: (message: TextMessage) => void;
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

/**
 * Everything of one user agent: parser, transactions, dialogs and calls as calling and as called party
 * (RFC 3261, 6026, 3262, 3311, 3326). Sans-I/O: bytes and time in, bytes and events out; never throws on input.
 */
export class SipEndpoint {
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #calls: CallTable;
  readonly #reception: Reception;
  readonly #policy: InvitePolicy;
  readonly #registrations: Registrations;
  readonly #watches = new Map<string, PlaceWatch>();
  /** The door for requests from outside of calls; null when all are served. */
  readonly gate: Gate | null;
  /** The registrar; null when the endpoint is none. */
  readonly registrar: Registrar | null;

  constructor(options: SipEndpointOptions) {
    this.#core = new Core({
      local: options.local,
      localFor: options.localFor ?? null,
      transports: new Set(options.transports ?? ['udp']),
      random: options.random,
      userAgent: options.userAgent ?? 'Everyline',
      credentials: options.credentials ?? null,
      t1Ms: options.t1Ms ?? 500,
      keepsLadders: options.keepsLadders ?? true,
    });
    this.#layer = new TransactionLayer(this.#core);
    this.#calls = new CallTable(this.#core);
    this.#registrations = new Registrations(this.#core, this.#layer);
    this.gate = options.gate === undefined ? null : new Gate(options.gate, options.random);
    this.registrar =
      options.registrar === undefined ? null : new Registrar(options.registrar, this.#core.timers);
    this.#policy = {
      takesCalls: options.takesCalls ?? true,
      takesTransfers: options.takesTransfers ?? false,
      needsPrack: options.needsPrack ?? false,
      timerWish: { ...noSessionTimer, ...options.sessionTimer },
    };
    const shared = { core: this.#core, layer: this.#layer, calls: this.#calls, gate: this.gate };
    this.#reception = new Reception({
      ...shared,
      outside: new OutsideRequests({
        ...shared,
        registrar: this.registrar,
        policy: this.#policy,
        messages: options.onMessage ?? null,
      }),
      admits: options.admits ?? (() => true),
    });
  }

  /** Takes one message: a datagram, or what a stream framer cut out of a connection. */
  receive(bytes: Uint8Array, from: Address, nowMs: number): SipEffect[] {
    this.#reception.receive(bytes, from, nowMs);
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

  /** Asks a place by OPTIONS whether it is there, until that is no longer wanted; what is found, `watch` is told. */
  watchPlace(request: PlaceWatchRequest, nowMs: number): { watchId: string; effects: SipEffect[] } {
    const watch = new PlaceWatch(this.#core, this.#layer, request);
    this.#watches.set(watch.id, watch);
    watch.ask(nowMs);
    return { watchId: watch.id, effects: this.#flush(nowMs) };
  }

  /** Ends the OPTIONS of `watchPlace`; one that is not watched is passed over. */
  unwatchPlace(watchId: string, nowMs: number): SipEffect[] {
    this.#watches.get(watchId)?.stop();
    this.#watches.delete(watchId);
    return this.#flush(nowMs);
  }

  /** Places a call. */
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
      touched: this.#calls.touch,
      timerWish: this.#policy.timerWish,
      takesTransfers: this.#policy.takesTransfers,
      progress,
    });
    this.#calls.addPlaced(machine);
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
      this.#calls.touch(call);
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

  /** Takes a call that we hold back: sendrecv by re-INVITE (RFC 3264 section 8.4). */
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

  /** The call's ladder, yours to keep when the call is over; null when the call is forgotten, empty where none is kept. */
  ladder(callId: string): SipLadder | null {
    return this.#calls.get(callId)?.ladder ?? null;
  }

  /** What the endpoint holds; all 0 when nothing is going on. */
  counts(): EndpointCounts {
    return {
      calls: this.#calls.count,
      dialogs: this.#calls.dialogs,
      transactions: this.#layer.count,
      timers: this.#core.timers.live,
    };
  }

  #within(callId: string, nowMs: number, act: (session: Session) => void): SipEffect[] {
    const call = this.#calls.get(callId);
    const session = call?.session ?? null;
    if (call !== undefined && session !== null) {
      act(session);
      this.#calls.touch(call);
    }
    return this.#flush(nowMs);
  }

  #incoming(callId: string): IncomingCallMachine | null {
    const call = this.#calls.incoming(callId);
    if (call !== null) this.#calls.touch(call);
    return call;
  }

  #flush(nowMs: number): SipEffect[] {
    this.#calls.sweep(nowMs);
    return this.#core.takeEffects();
  }
}
