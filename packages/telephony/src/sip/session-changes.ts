import { allowField, supportedField } from './capabilities.ts';
import type { ClientTransaction } from './client-transaction.ts';
import type { DialogSender, RequestOutcome } from './in-dialog-request.ts';
import { endsDialog } from './in-dialog-request.ts';
import { sessionDescription, type SipResponse } from './message.ts';
import type { Negotiation } from './negotiation.ts';
import type { Field, OutgoingRequest } from './outgoing-message.ts';
import { readRetryAfter } from './reason-phrases.ts';
import type { ChangeKind, SessionChange } from './session-change.ts';
import type { SessionTimer } from './session-timer.ts';
import type { Timer } from './timer-queue.ts';

export interface SessionChangesUser {
  /** Whether an INVITE, or an UPDATE, may be sent now. */
  readonly phase: () => 'early' | 'confirmed' | 'over';
  readonly inviteBusy: () => boolean;
  readonly allowsUpdate: () => boolean;
  /** We made the Call-ID: after glare we wait longer (RFC 3261 section 14.1). */
  readonly ownsCallId: boolean;
  changed(change: ChangeKind, nowMs: number): void;
  refused(change: ChangeKind, status: number, reason: string, nowMs: number): void;
  dialogGone(by: 'timeout' | 'remote', nowMs: number): void;
}

/** Changes that wait beyond this are refused at once. */
const mostWaiting = 8;
/** A change that meets glare or a busy far end again and again is given up. */
const mostTries = 12;

interface Under {
  readonly change: SessionChange;
  readonly tries: number;
  challenges: number;
  offered: boolean;
  invite: ClientTransaction | null;
  limit: Timer | null;
}

/**
 * Our own re-INVITEs and UPDATEs within one dialog, one after the other: glare with its random wait, challenges,
 * 422, Retry-After, and the ACK to each 200 (RFC 3261 section 14.1, RFC 3311, RFC 4028).
 */
export class SessionChanges {
  readonly #sender: DialogSender;
  readonly #negotiation: Negotiation;
  readonly #timer: SessionTimer;
  readonly #user: SessionChangesUser;
  #waiting: { readonly change: SessionChange; readonly tries: number }[] = [];
  #under: Under | null = null;
  #wait: Timer | null = null;
  /** ACKs by the CSeq number of their INVITE, for repeats of its 200. */
  readonly #acks = new Map<number, OutgoingRequest>();

  constructor(
    sender: DialogSender,
    negotiation: Negotiation,
    timer: SessionTimer,
    user: SessionChangesUser,
  ) {
    this.#sender = sender;
    this.#negotiation = negotiation;
    this.#timer = timer;
    this.#user = user;
  }

  /** A re-INVITE of ours has no final response yet. */
  get inviting(): boolean {
    return this.#under?.invite !== null && this.#under?.invite !== undefined;
  }

  ask(change: SessionChange, nowMs: number): void {
    if (this.#user.phase() === 'over') return;
    if (this.#waiting.length >= mostWaiting) {
      this.#user.refused(change.kind, 491, 'Too Many Changes Wait', nowMs);
      return;
    }
    this.#waiting.push({ change, tries: 0 });
    this.drain(nowMs);
  }

  /** Sends what waits, if it may be sent now. */
  drain(nowMs: number): void {
    if (this.#under !== null || this.#wait !== null) return;
    const next = this.#waiting[0];
    if (next === undefined) return;
    const method = this.#methodFor(next.change);
    if (method === null) return;
    this.#waiting.shift();
    const under: Under = {
      change: next.change,
      tries: next.tries + 1,
      challenges: 0,
      offered: false,
      invite: null,
      limit: null,
    };
    this.#under = under;
    this.#send(under, method, nowMs);
  }

  /** The session is over; what is under way comes to its own end. */
  stop(): void {
    this.#waiting = [];
    this.#wait?.stop();
    this.#wait = null;
    this.#under?.invite?.handle('hush', 0);
  }

  #methodFor({ kind, by }: SessionChange): 'INVITE' | 'UPDATE' | null {
    const phase = this.#user.phase();
    if (phase === 'over' || this.#negotiation.open !== null) return null;
    const update = this.#user.allowsUpdate();
    const wantsUpdate = kind === 'refresh' || kind === 'confirm' || by === 'UPDATE';
    if (phase === 'early') return update && this.#negotiation.agreed ? 'UPDATE' : null;
    if (wantsUpdate && update && by !== 'INVITE') return 'UPDATE';
    return this.#user.inviteBusy() ? null : 'INVITE';
  }

  #send(under: Under, method: 'INVITE' | 'UPDATE', nowMs: number): void {
    const { change } = under;
    const bare = change.kind === 'refresh' && method === 'UPDATE';
    const sdp = bare ? null : this.#offer(change);
    under.offered = sdp !== null;
    // The interval of a session timer begins with the answer to the first INVITE (RFC 4028 section 10).
    const expires = this.#user.phase() === 'early' ? [] : this.#timer.requestFields();
    const fields: Field[] = [allowField, supportedField, ...expires];
    const body = sdp === null ? null : { type: 'application/sdp', text: sdp };
    if (method === 'UPDATE') {
      const done = (outcome: RequestOutcome, atMs: number): void => {
        this.#updated(under, outcome, atMs);
      };
      this.#sender.send({ method, fields, body, done }, nowMs);
      return;
    }
    const invite = this.#sender.sendInvite(
      fields,
      body,
      {
        responded: (response, atMs) => {
          this.#invited(under, invite, response, atMs);
        },
        failed: (by, atMs) => {
          this.#settled(under);
          this.#conclude(under, { kind: 'none', by }, atMs);
        },
      },
      nowMs,
    );
    under.invite = invite;
    // A re-INVITE is answered without asking anybody; one that gets no more than a provisional is given up.
    under.limit = this.#sender.core.timers.set(nowMs + 64 * this.#sender.core.t1Ms, (atMs) => {
      invite.handle('abandon', atMs);
      this.#sender.owner.touched();
    });
  }

  #offer(change: SessionChange): string {
    const holds =
      change.kind === 'hold' ? true : change.kind === 'resume' ? false : this.#negotiation.holding;
    return this.#negotiation.offer({ holds, own: change.sdp ?? null });
  }

  #invited(under: Under, invite: ClientTransaction, response: SipResponse, nowMs: number): void {
    if (response.status < 200) return;
    const known = this.#acks.get(response.cseq.number);
    if (known !== undefined) {
      this.#sender.core.send(known, this.#sender.owner.ladder, nowMs);
      return;
    }
    this.#settled(under);
    if (response.status < 300) {
      this.#sender.dialog.refresh(response);
      const credentials = invite.request.fields.filter(([name]) => name.endsWith('authorization'));
      const ack = this.#sender.dialog.request(this.#sender.core, 'ACK', {
        cseq: response.cseq.number,
        fields: credentials,
      });
      this.#acks.set(response.cseq.number, ack);
      this.#sender.core.send(ack, this.#sender.owner.ladder, nowMs);
    }
    if (this.#sender.mayTryAgain(response, under.challenges + 1)) {
      under.challenges += 1;
      this.#negotiation.withdraw();
      if (this.#user.phase() !== 'over') this.#send(under, 'INVITE', nowMs);
      return;
    }
    this.#conclude(under, { kind: 'response', response }, nowMs);
  }

  #updated(under: Under, outcome: RequestOutcome, nowMs: number): void {
    if (outcome.kind === 'response' && outcome.response.status < 300)
      this.#sender.dialog.refresh(outcome.response);
    this.#conclude(under, outcome, nowMs);
  }

  #settled(under: Under): void {
    under.invite = null;
    under.limit?.stop();
    under.limit = null;
  }

  /** What a final response, or none, makes of the change. */
  #conclude(under: Under, outcome: RequestOutcome, nowMs: number): void {
    if (this.#under === under) this.#under = null;
    const { change, tries, offered } = under;
    if (this.#user.phase() === 'over') return;
    if (outcome.kind === 'response' && outcome.response.status < 300) {
      const { response } = outcome;
      if (this.#user.phase() === 'confirmed') this.#timer.answered(response, nowMs);
      if (!offered) this.#user.changed(change.kind, nowMs);
      else if (this.#negotiation.answered(sessionDescription(response) ?? ''))
        this.#user.changed(change.kind, nowMs);
      else this.#user.refused(change.kind, response.status, 'No Answer To The Offer', nowMs);
      this.drain(nowMs);
      return;
    }
    if (offered) this.#negotiation.withdraw();
    if (endsDialog(outcome)) {
      this.#user.dialogGone(outcome.kind === 'none' ? 'timeout' : 'remote', nowMs);
      return;
    }
    if (outcome.kind !== 'response') return;
    const waitMs = this.#waitFor(outcome.response, tries);
    if (waitMs === null) {
      this.#user.refused(change.kind, outcome.response.status, outcome.response.reason, nowMs);
      this.drain(nowMs);
      return;
    }
    this.#waiting.unshift({ change, tries });
    this.#wait = this.#sender.core.timers.set(nowMs + waitMs, (atMs) => {
      this.#wait = null;
      this.drain(atMs);
      this.#sender.owner.touched();
    });
  }

  /** How long to wait before the same change is tried again; null when it is refused for good. */
  #waitFor(response: SipResponse, tries: number): number | null {
    if (tries >= mostTries) return null;
    const { random } = this.#sender.core;
    // 2.1–4 s or 0–2 s in steps of 10 ms, so that the two ends do not meet again (RFC 3261 section 14.1).
    if (response.status === 491)
      return this.#user.ownsCallId
        ? 2100 + 10 * Math.floor(random() * 191)
        : 10 * Math.floor(random() * 201);
    if (response.status === 422) return this.#timer.tooSmall(response) ? 0 : null;
    if (response.status !== 500 && response.status !== 503) return null;
    const retryAfterS = readRetryAfter(response.headers);
    return retryAfterS === null || retryAfterS > 10 ? null : retryAfterS * 1000;
  }
}
