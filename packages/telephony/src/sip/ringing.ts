import type { AnswerRepeater } from './answer-repeater.ts';
import type { Core } from './core.ts';
import { sessionDescription, type SipRequest } from './message.ts';
import { fieldsOf, sdpBody, type Body, type Field } from './outgoing-message.ts';
import { qosAnswer, readQos } from './preconditions.ts';
import { ReliableProvisionals } from './reliable-provisionals.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { Session } from './session.ts';
import type { Timer } from './timer-queue.ts';

export interface RingOptions {
  readonly status?: 180 | 183;
  readonly reason?: string;
  /** The answer for early media (as offer, when the INVITE has none). */
  readonly sdp?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Repeated until the caller acknowledges it by PRACK, if the caller can (RFC 3262). */
  readonly reliable?: boolean;
}

/** The call that rings. */
export interface RingingCall {
  session(): Session;
  /** Neither answered nor over. */
  isRinging(): boolean;
  /** Responds to the INVITE with what is the call's own and these. */
  respond(
    status: number,
    nowMs: number,
    parts: { reason?: string | undefined; fields: readonly Field[]; body: Body | null },
  ): void;
  reject(status: number, nowMs: number, options: { readonly reason?: string }): void;
  touched(): void;
}

/** How often a provisional is repeated so that proxies keep the call (RFC 3261 section 13.3.1.1). */
const keepAliveMs = 60_000;

/** The called party's provisional responses, with their acknowledgement and what waits for it (RFC 3262, 3312). */
export class Ringing {
  readonly #core: Core;
  readonly #call: RingingCall;
  readonly #repeater: AnswerRepeater;
  readonly #reliable: ReliableProvisionals;
  /** The caller's preconditions must be met before anything rings (RFC 3312). */
  readonly #conditional: boolean;
  #described = false;
  /** What waits for the PRACK of a reliable provisional, or for preconditions. */
  #queue: ((nowMs: number) => void)[] = [];
  #keepAlive: Timer | null = null;

  constructor(parts: {
    readonly core: Core;
    readonly request: SipRequest;
    readonly call: RingingCall;
    /** Repeats one response at a time: a provisional, or the answer after it. */
    readonly repeater: AnswerRepeater;
  }) {
    this.#core = parts.core;
    this.#call = parts.call;
    this.#repeater = parts.repeater;
    this.#reliable = new ReliableProvisionals(parts.request, parts.core.random);
    const offer = sessionDescription(parts.request);
    this.#conditional =
      this.#reliable.possible && offer !== null && readQos(offer)?.mandatory === true;
  }

  /** The caller's preconditions must be answered before the call is. */
  get mustDescribe(): boolean {
    return this.#conditional && !this.#described && !this.#negotiation.mayRing;
  }

  ring(nowMs: number, options: RingOptions): void {
    if (!this.#call.isRinging()) return;
    const describes = options.sdp !== undefined && options.status === 183;
    if (this.mustWait(describes)) {
      this.later((atMs) => {
        this.ring(atMs, options);
      });
      return;
    }
    const status = options.status ?? 180;
    const fields = fieldsOf(options.headers);
    const reliable =
      this.#reliable.wanted ||
      (this.#reliable.possible && (options.reliable === true || (this.#conditional && describes)));
    const sdp = options.sdp === undefined ? null : this.#describe(options.sdp, reliable);
    const body = sdp === null ? null : sdpBody(sdp);
    if (reliable) this.#ringReliably(status, options.reason, fields, body, nowMs);
    else this.#ringAgain(status, options.reason, fields, body, nowMs);
  }

  /** A PRACK is awaited, or the caller's access is not ready; a description may go out before it is. */
  mustWait(describes: boolean): boolean {
    if (this.#reliable.awaitsPrack) return true;
    return this.#conditional && !describes && !this.#negotiation.mayRing;
  }

  /** Does something once nothing need be waited for. */
  later(next: (nowMs: number) => void): void {
    this.#queue.push(next);
  }

  /** Does what waited, as far as it need wait no longer. */
  goOn(nowMs: number): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const next of waiting) next(nowMs);
  }

  /** The answer takes the place of ringing. */
  answered(): void {
    this.#keepAlive?.stop();
  }

  /** The call is over. */
  stop(): void {
    this.#keepAlive?.stop();
    this.#queue = [];
  }

  /** Serves the PRACK of a reliable provisional. */
  acknowledged(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    const { dialog, negotiation } = this.#call.session();
    const answerWith = (status: number, sdp: string | null = null): void => {
      const body = sdp === null ? null : sdpBody(sdp);
      transaction.respond(this.#core.response(request, transaction.from, { status, body }), nowMs);
    };
    if (!dialog.admits(request)) {
      answerWith(500);
      return;
    }
    if (!this.#reliable.isAcknowledgedBy(request)) {
      answerWith(481);
      return;
    }
    const sdp = sessionDescription(request);
    const awaited = negotiation.open === 'local' && !negotiation.agreed;
    if (awaited) negotiation.answered(sdp ?? '');
    // An offer in PRACK is answered in its 200; one that cannot be answered takes nothing from the acknowledgement.
    const answer = awaited || sdp === null ? null : negotiation.answerOffer(sdp);
    if (typeof answer === 'string') answerWith(488);
    else answerWith(200, answer?.sdp ?? null);
    this.#reliable.settle();
    this.#repeater.stop();
    if (awaited && !negotiation.agreed) {
      this.#call.reject(500, nowMs, { reason: 'No Answer To The Offer' });
      return;
    }
    this.goOn(nowMs);
    this.#call.session().drain(nowMs);
  }

  get #negotiation(): Session['negotiation'] {
    return this.#call.session().negotiation;
  }

  /**
   * The text of our description for a provisional response, null when none may stand there: an offer must be
   * reliable, and after an answer there is no other (RFC 3261 section 13.2.1, RFC 6337 section 3.1).
   */
  #describe(sdp: string, reliable: boolean): string | null {
    const negotiation = this.#negotiation;
    const offer = negotiation.openOffer;
    if (negotiation.agreed) return null;
    if (offer === null) {
      if (!reliable || negotiation.open === 'local') return null;
      negotiation.offerAsIs(sdp);
      return sdp;
    }
    const answer = qosAnswer(offer, sdp);
    this.#described ||= reliable;
    if (reliable) negotiation.answerAsIs(answer);
    return answer;
  }

  #ringAgain(
    status: number,
    reason: string | undefined,
    fields: Field[],
    body: Body | null,
    nowMs: number,
  ): void {
    this.#call.respond(status, nowMs, { reason, fields, body });
    this.#keepAlive?.stop();
    this.#keepAlive = this.#core.timers.set(nowMs + keepAliveMs, (atMs) => {
      if (this.#call.isRinging()) this.#ringAgain(status, reason, fields, body, atMs);
    });
  }

  #ringReliably(
    status: number,
    reason: string | undefined,
    fields: Field[],
    body: Body | null,
    nowMs: number,
  ): void {
    const reliable = [...fields, ...this.#reliable.nextFields()];
    const send = (atMs: number): void => {
      this.#call.respond(status, atMs, { reason, fields: reliable, body });
    };
    const gaveUp = (atMs: number): void => {
      this.#call.reject(504, atMs, {});
      this.#call.touched();
    };
    send(nowMs);
    this.#repeater.start(nowMs, Number.POSITIVE_INFINITY, send, gaveUp);
  }
}
