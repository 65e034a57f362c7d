import type { Address } from './address.ts';
import { CallAuthorization } from './call-authorization.ts';
import type { CallEvent, EndedBy, Q850Cause } from './call-event.ts';
import { readAsserted, readWarnings } from './call-facts.ts';
import type { ClientTransaction } from './client-transaction.ts';
import type { Core, OwnedTransaction } from './core.ts';
import { randomHex } from './digest.ts';
import type { EndpointCall, HangUpOptions } from './endpoint-call.ts';
import { agree, ForkedDialogs } from './forked-dialogs.ts';
import { readNameAddress } from './header-values.ts';
import type { Ladder } from './ladder.ts';
import { bodyText, sessionDescription, type SipRequest, type SipResponse } from './message.ts';
import { cancelRequest, inviteRequest, type OutgoingCall } from './outgoing-invite.ts';
import type { Field, OutgoingRequest } from './outgoing-message.ts';
import { readEarlyMedia } from './preconditions.ts';
import { readQ850, readRetryAfter, reasonPhrase } from './reason-phrases.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { reasonField, type Session, type SessionUser } from './session.ts';
import { SessionTimer, type SessionTimerWish } from './session-timer.ts';
import type { Timer } from './timer-queue.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** What a call that follows a transfer tells of itself (RFC 3515 section 2.4.5). */
export type CallProgress = (status: number, reason: string, nowMs: number) => void;

type Cancel = 'no' | 'wanted' | 'sent';

/** The calling party of one call (RFC 3261 sections 13.2, 9.1 and 22; RFC 3262 for PRACK; RFC 6337 for its offers). */
export class OutgoingCallMachine implements EndpointCall {
  readonly callId: string;
  readonly localTag: string;
  readonly ladder: Ladder;
  readonly transactions = new Set<OwnedTransaction>();
  released = false;
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #call: OutgoingCall;
  readonly #authorization: CallAuthorization;
  readonly #touched: (call: EndpointCall) => void;
  readonly #progress: CallProgress;
  /** Says what session timer the INVITE asks for. */
  readonly #inviteTimer: SessionTimer;
  readonly #forks: ForkedDialogs;
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
  #replacedBy: string | null = null;
  #over = false;

  constructor(parts: {
    readonly core: Core;
    readonly layer: TransactionLayer;
    readonly call: OutgoingCall;
    readonly touched: (call: EndpointCall) => void;
    readonly timerWish: SessionTimerWish;
    readonly takesTransfers: boolean;
    readonly progress: CallProgress;
  }) {
    const { core, call } = parts;
    this.#core = core;
    this.#layer = parts.layer;
    this.#call = call;
    this.#touched = parts.touched;
    this.#progress = parts.progress;
    this.#inviteTimer = new SessionTimer(core, parts.timerWish, {
      refresh: () => undefined,
      expired: () => undefined,
    });
    this.#sendTo = call.sendTo;
    this.#alternatives = call.alternatives ?? [];
    this.#authorization = new CallAuthorization(core, call.credentials ?? core.credentials);
    this.callId = `${randomHex(core.random, 4)}@${core.local.host}`;
    this.localTag = core.newTag();
    this.ladder = core.newLadder();
    this.#sequence = 1 + Math.floor(core.random() * 10_000);
    this.#forks = new ForkedDialogs({
      ...{ callId: this.callId, localTag: this.localTag, core, layer: parts.layer, owner: this },
      ...{ call, authorization: this.#authorization, inviteTimer: this.#inviteTimer },
      takesTransfers: parts.takesTransfers,
      user: this.#sessionUser(),
    });
  }

  get over(): boolean {
    return this.#over;
  }

  get dialogs(): number {
    if (this.#over) return 0;
    return this.#session === null ? this.#forks.size : 1;
  }

  get session(): Session | null {
    return this.#session ?? this.#forks.only;
  }

  get placed(): boolean {
    return true;
  }

  sessionWith(remoteTag: string): Session | null {
    return this.#forks.early(remoteTag) ?? this.#sessions.get(remoteTag) ?? null;
  }

  touched(): void {
    this.#touched(this);
  }

  replacedBy(callId: string, nowMs: number): void {
    this.#replacedBy = callId;
    this.hangUp(nowMs, { text: 'replaced' });
  }

  start(nowMs: number): void {
    const request = inviteRequest(this.#core, this.#call, {
      callId: this.callId,
      localTag: this.localTag,
      sequence: this.#sequence,
      sendTo: this.#sendTo,
      timer: this.#inviteTimer,
      authorization: this.#authorization,
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
    const session = this.sessionWith(request.from.params.get('tag') ?? '');
    if (session === null) {
      transaction.respond(this.#core.response(request, transaction.from, { status: 481 }), nowMs);
      return;
    }
    session.receive(request, transaction, nowMs);
  }

  acknowledged(request: SipRequest, nowMs: number): void {
    this.#sessions.get(request.from.params.get('tag') ?? '')?.acknowledged(request, nowMs);
  }

  #provisional(request: OutgoingRequest, response: SipResponse, nowMs: number): void {
    if (this.#cancel === 'wanted') this.#sendCancel(nowMs);
    if (response.status === 100) {
      if (!this.#tried) this.#emit({ kind: 'trying', callId: this.callId, atMs: nowMs });
      this.#tried = true;
      return;
    }
    const tag = response.to.params.get('tag') ?? null;
    if (tag !== null && !this.#forks.admit(request, response, tag, nowMs)) return;
    this.#progress(response.status, response.reason, nowMs);
    this.#emit({
      kind: 'provisional',
      callId: this.callId,
      atMs: nowMs,
      status: response.status,
      reason: response.reason,
      sdp: sessionDescription(response),
      earlyTag: tag,
      q850: readQ850(response.headers),
      earlyMedia: readEarlyMedia(response.headers.list('p-early-media')),
    });
  }

  #answered(request: OutgoingRequest, response: SipResponse, nowMs: number): void {
    const tag = response.to.params.get('tag') ?? '';
    const repeated = this.#acks.get(tag);
    if (repeated !== undefined) {
      this.#core.send(repeated, this.ladder, nowMs);
      return;
    }
    const first = this.#session === null && !this.#over;
    const early = first ? this.#forks.early(tag) : undefined;
    const session =
      early ?? this.#forks.session(request, response, first ? this.#sessionUser() : silentUser);
    session.dialog.confirm(response);
    session.learn(response.headers);
    const { negotiation } = session;
    const sdp = sessionDescription(response) ?? this.#forks.preview(tag);
    const answer = sdp === null ? null : agree(session, sdp);
    if (!negotiation.agreed) negotiation.withdraw();
    const credentials = request.fields.filter(([name]) => name.endsWith('authorization'));
    const ack = session.dialog.request(this.#core, 'ACK', {
      cseq: request.cseq,
      fields: credentials,
      body: answer === null ? null : { type: 'application/sdp', text: answer },
    });
    this.#acks.set(tag, ack);
    this.#core.send(ack, this.ladder, nowMs);
    this.#sessions.set(tag, session);
    session.confirm();
    if (!first) {
      session.bye(nowMs, 'local');
      return;
    }
    this.#session = session;
    this.#forks.answered(tag);
    this.#cancelLimit?.stop();
    session.timer.answered(response, nowMs);
    this.#progress(response.status, response.reason, nowMs);
    this.#emit({
      kind: 'answered',
      callId: this.callId,
      atMs: nowMs,
      sdp: negotiation.remote ?? sdp,
      tag,
      asserted: readAsserted(response.headers),
    });
    const unanswerable = this.#call.offerless === true && !negotiation.agreed;
    if (this.#cancel !== 'no') session.bye(nowMs, 'local');
    else if (unanswerable) session.bye(nowMs, 'local', { text: 'no codec in common' });
    else session.settle(nowMs);
  }

  #sessionUser(): SessionUser {
    const { callId } = this;
    return {
      emit: (event) => {
        this.#emit(event);
      },
      sessionEnded: (by: EndedBy, q850: readonly Q850Cause[], atMs: number) => {
        // An early dialog that the far end ends is one branch less; the INVITE has its own end.
        if (this.#session === null) return;
        this.#over = true;
        this.#emit({
          kind: 'ended',
          callId,
          atMs,
          by,
          answered: true,
          status: null,
          q850,
          sipCause: null,
          replacedBy: this.#replacedBy,
        });
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
    this.#forks.forget();
    this.start(nowMs);
    return true;
  }

  #refused(response: SipResponse, nowMs: number): void {
    const { status, reason } = response;
    const challenged = status === 401 || status === 407;
    const mayTry = this.#cancel === 'no' && this.#tries < 5;
    if (
      mayTry &&
      ((challenged && this.#authorization.challenged(response)) ||
        (status === 422 && this.#inviteTimer.tooSmall(response)))
    ) {
      this.#sequence += 1;
      this.#forks.forget();
      this.start(nowMs);
      return;
    }
    if (status === 503 && this.#alternatives.length > 0 && this.#cancel === 'no') {
      // It was answered, so that a server which is reached another way must not take the next for the same.
      this.#sequence += 1;
      this.#triesNext(nowMs);
      return;
    }
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
    this.#forks.abandon();
    this.#cancelLimit?.stop();
    this.#progress(end.status, end.reason, nowMs);
    const contacts = response !== null && end.status < 400 ? response.headers.list('contact') : [];
    this.#emit({
      kind: 'failed',
      callId: this.callId,
      atMs: nowMs,
      ...end,
      q850: response === null ? [] : readQ850(response.headers),
      retryAfterS: response === null ? null : readRetryAfter(response.headers),
      redirectedTo: contacts.map((contact) => readNameAddress(contact)?.uri ?? contact),
      warnings: response === null ? [] : readWarnings(response.headers),
      body: response === null ? null : refusalBody(response),
    });
  }

  #sendCancel(nowMs: number): void {
    const invite = this.#invite;
    if (invite === null) return;
    this.#cancel = 'sent';
    const cancel = cancelRequest(this.#core, invite.request, this.#cancelReason);
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

/** The sessions of later answers of a fork are ended at once; nobody is told. */
const silentUser: SessionUser = { emit: () => undefined, sessionEnded: () => undefined };

function refusalBody(response: SipResponse): { type: string; text: string } | null {
  const text = bodyText(response);
  const type = response.headers.first('content-type');
  return text === null || type === undefined ? null : { type, text };
}
