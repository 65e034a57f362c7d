import {
  acceptField,
  allowField,
  otherMethods,
  supportedField,
  unsupportedOf,
} from './capabilities.ts';
import type { CallEvent, EndedBy, Q850Cause } from './call-event.ts';
import type { CallAuthorization } from './call-authorization.ts';
import type { Core, TransactionOwner } from './core.ts';
import type { Dialog } from './dialog.ts';
import type { HeaderFields } from './header-fields.ts';
import { quoted } from './header-values.ts';
import { DialogSender } from './in-dialog-request.ts';
import { readKeyPress } from './key-press.ts';
import { bodyText, sessionDescription, type SipRequest } from './message.ts';
import type { Negotiation } from './negotiation.ts';
import type { Body, Field } from './outgoing-message.ts';
import { readQ850 } from './reason-phrases.ts';
import { Referrals, type ReferRequest } from './referrals.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { SessionChange } from './session-change.ts';
import { SessionChanges } from './session-changes.ts';
import { codecOf } from './session-sdp.ts';
import { SessionTimer, type SessionTimerWish } from './session-timer.ts';
import { TheirChanges } from './their-changes.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** What a call hears of its session. */
export interface SessionUser {
  emit(event: CallEvent): void;
  /** The session is over; comes once. */
  sessionEnded(by: EndedBy, q850: readonly Q850Cause[], nowMs: number): void;
}

/** A Reason header for BYE and CANCEL (RFC 3326). */
export function reasonField(q850: number | undefined, text: string | undefined): Field[] {
  if (q850 === undefined)
    return text === undefined ? [] : [['reason', `SIP;cause=200;text=${quoted(text)}`]];
  return [['reason', `Q.850;cause=${q850}${text === undefined ? '' : `;text=${quoted(text)}`}`]];
}

/** What both sides have agreed on, and who holds whom. */
export interface SessionView {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** The call was answered: a 200 was sent or received. */
  readonly confirmed: boolean;
  readonly local: string | null;
  readonly remote: string | null;
  /** The codec of the answer, e.g. `PCMA`. */
  readonly codec: string | null;
  readonly holding: boolean;
  readonly held: boolean;
}

/** An event without what is the same for all events of a moment. */
type Told = CallEvent extends infer Event
  ? Event extends CallEvent
    ? Omit<Event, 'callId' | 'atMs'>
    : never
  : never;

type Phase = 'early' | 'confirmed' | 'over';

/**
 * One dialog with its session, from the first provisional response to BYE: serves the far end's requests and carries
 * out our own (RFC 3261 sections 14 and 15, RFC 3311, 3515, 4028, 6086).
 */
export class Session {
  readonly dialog: Dialog;
  readonly negotiation: Negotiation;
  readonly timer: SessionTimer;
  readonly sender: DialogSender;
  readonly referrals: Referrals;
  readonly #callId: string;
  readonly #core: Core;
  readonly #user: SessionUser;
  readonly #changes: SessionChanges;
  readonly #takesTransfers: boolean;
  readonly #theirs: TheirChanges;
  #phase: Phase = 'early';
  #inviteOpen = true;
  #allowsUpdate = false;

  constructor(parts: {
    readonly callId: string;
    readonly core: Core;
    readonly layer: TransactionLayer;
    readonly owner: TransactionOwner;
    readonly user: SessionUser;
    readonly dialog: Dialog;
    readonly negotiation: Negotiation;
    readonly authorization: CallAuthorization;
    readonly timerWish: SessionTimerWish;
    readonly ownsCallId: boolean;
    readonly takesTransfers: boolean;
  }) {
    const { core, owner, dialog, negotiation } = parts;
    this.#callId = parts.callId;
    this.#core = core;
    this.#user = parts.user;
    this.dialog = dialog;
    this.negotiation = negotiation;
    this.#takesTransfers = parts.takesTransfers;
    this.sender = new DialogSender(parts);
    this.timer = new SessionTimer(core, parts.timerWish, {
      refresh: (nowMs) => {
        this.change({ kind: 'refresh' }, nowMs);
        owner.touched();
      },
      expired: (nowMs) => {
        this.bye(nowMs, 'timeout', { text: 'session timer expired' });
        owner.touched();
      },
    });
    // An early dialog has its end by the final response to its INVITE.
    const dialogGone = (by: 'timeout' | 'remote', nowMs: number): void => {
      if (this.#phase === 'confirmed') this.bye(nowMs, by);
    };
    this.#changes = new SessionChanges(this.sender, negotiation, this.timer, {
      ownsCallId: parts.ownsCallId,
      phase: () => this.#phase,
      inviteBusy: () => this.#inviteOpen || this.#theirs.awaitsAck,
      allowsUpdate: () => this.#allowsUpdate,
      changed: (change, nowMs) => {
        if (change !== 'refresh' && change !== 'confirm') this.#tellChanged('local', nowMs);
      },
      refused: (change, status, reason, nowMs) => {
        this.#emit({ kind: 'change-refused', change, status, reason }, nowMs);
      },
      dialogGone,
    });
    this.#theirs = new TheirChanges({
      ...{ core, dialog, negotiation, timer: this.timer },
      session: {
        phase: () => this.#phase,
        inviteBusy: () => this.#inviteOpen || this.#changes.inviting,
        changed: (nowMs) => {
          this.#tellChanged('remote', nowMs);
        },
        unacknowledged: (nowMs) => {
          this.bye(nowMs, 'timeout', { text: 'no ACK' });
          owner.touched();
        },
      },
    });
    this.referrals = new Referrals(this.sender, {
      transferProgress: (status, reason, final, nowMs) => {
        this.#emit({ kind: 'transfer-progress', status, reason, final }, nowMs);
      },
      transferRequested: (target, referredBy, nowMs) => {
        const { uri, replaces } = target;
        this.#emit({ kind: 'transfer-requested', target: uri, replaces, referredBy }, nowMs);
      },
      dialogGone,
    });
  }

  get over(): boolean {
    return this.#phase === 'over';
  }

  get confirmed(): boolean {
    return this.#phase === 'confirmed';
  }

  get view(): SessionView {
    const { local, remote, holding, held } = this.negotiation;
    const { callId, localTag, remoteTag } = this.dialog;
    const confirmed = this.#phase === 'confirmed';
    const codec = codecOf(remote);
    return { callId, localTag, remoteTag, confirmed, local, remote, codec, holding, held };
  }

  /** The dialog is confirmed: a 200 was received or sent. */
  confirm(): void {
    if (this.#phase === 'early') this.#phase = 'confirmed';
  }

  /** The first INVITE is done with: its ACK was sent or has come. */
  settle(nowMs: number): void {
    this.#inviteOpen = false;
    this.drain(nowMs);
  }

  /** Something that kept changes of ours waiting may be over. */
  drain(nowMs: number): void {
    this.#changes.drain(nowMs);
  }

  /** Learns from a message what the far end can do. */
  learn(headers: HeaderFields): void {
    if (headers.first('allow') !== undefined) this.#allowsUpdate = headers.lists('allow', 'update');
  }

  change(change: SessionChange, nowMs: number): void {
    this.#changes.ask(change, nowMs);
  }

  /** Asks the far end to call somebody else; `transfer-progress` tells how it goes. */
  refer(request: ReferRequest, nowMs: number): void {
    if (this.over) return;
    if (this.#phase !== 'confirmed' || !this.referrals.refer(request, nowMs))
      this.#emit(
        { kind: 'transfer-progress', status: 491, reason: 'Request Pending', final: true },
        nowMs,
      );
  }

  /** Sends an INFO (RFC 6086); its response is not waited for. */
  info(body: Body, nowMs: number): void {
    if (this.#phase !== 'over') this.sender.send({ method: 'INFO', body }, nowMs);
  }

  /** Serves a request within the dialog, PRACK excepted. */
  receive(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    if (!this.dialog.admits(request)) {
      this.#respond(request, transaction, 500, nowMs, [], 'CSeq Out Of Order');
      return;
    }
    this.learn(request.headers);
    const missing = unsupportedOf(request);
    if (missing !== null && request.method !== 'BYE') {
      this.#respond(request, transaction, 420, nowMs, [missing]);
      return;
    }
    switch (request.method) {
      case 'BYE':
        this.#respond(request, transaction, 200, nowMs);
        if (this.#phase === 'confirmed') this.end('remote', readQ850(request.headers), nowMs);
        return;
      case 'INVITE':
      case 'UPDATE':
        this.#theirs.receive(request, transaction, nowMs);
        return;
      case 'INFO':
        this.#informed(request, transaction, nowMs);
        return;
      case 'REFER':
        this.#referred(request, transaction, nowMs);
        return;
      case 'NOTIFY':
        this.#respond(
          request,
          transaction,
          this.over ? 481 : this.referrals.notified(request, nowMs),
          nowMs,
        );
        return;
      case 'OPTIONS':
        this.#respond(request, transaction, 200, nowMs, [allowField, supportedField, acceptField]);
        return;
      case 'PRACK':
        this.#respond(request, transaction, 481, nowMs);
        return;
      default: {
        const known = otherMethods.some((method) => method === request.method);
        this.#respond(request, transaction, known ? 405 : 501, nowMs, [allowField]);
      }
    }
  }

  /** An ACK to a 200 of ours to a re-INVITE. */
  acknowledged(request: SipRequest, nowMs: number): boolean {
    if (!this.#theirs.acknowledged(request)) return false;
    this.answeredInAck(request, nowMs);
    this.drain(nowMs);
    return true;
  }

  /** The answer to an offer of ours in a 200 stands in the ACK (RFC 3261 section 13.2.2.4); without it we hang up. */
  answeredInAck(request: SipRequest, nowMs: number): void {
    if (this.negotiation.open !== 'local' || this.#changes.inviting) return;
    const sdp = sessionDescription(request);
    if (sdp === null || !this.negotiation.answered(sdp)) {
      this.negotiation.withdraw();
      this.bye(nowMs, 'local', { text: 'no answer in the ACK' });
    } else if (!this.#inviteOpen) this.#tellChanged('remote', nowMs);
  }

  /** Ends the session from our side. */
  bye(nowMs: number, by: EndedBy, options: { q850?: number; text?: string } = {}): void {
    if (this.over) return;
    this.end(
      by,
      options.q850 === undefined ? [] : [{ cause: options.q850, text: options.text ?? null }],
      nowMs,
    );
    const fields = reasonField(options.q850, options.text);
    this.sender.send({ method: 'BYE', fields }, nowMs);
  }

  /** The dialog is over, without a request of ours. */
  end(by: EndedBy, q850: readonly Q850Cause[], nowMs: number): void {
    if (this.over) return;
    this.abandon();
    this.#user.sessionEnded(by, q850, nowMs);
  }

  /** Stops whatever runs for an early dialog that came to nothing; nobody is told. */
  abandon(): void {
    this.#phase = 'over';
    this.#theirs.stop();
    this.timer.stop();
    this.#changes.stop();
    this.referrals.stop();
  }

  #informed(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    this.#respond(request, transaction, this.over ? 481 : 200, nowMs);
    if (this.over) return;
    const contentType = request.headers.first('content-type') ?? null;
    const body = bodyText(request) ?? '';
    const key = readKeyPress(contentType, body);
    this.#emit({ kind: 'info', contentType, body, key }, nowMs);
  }

  #referred(request: SipRequest, transaction: ServerTransaction, nowMs: number): void {
    if (this.#phase !== 'confirmed' || !this.#takesTransfers) {
      this.#respond(request, transaction, this.over ? 481 : 603, nowMs);
      return;
    }
    const referred = this.referrals.referred(request, nowMs);
    if ('refused' in referred) {
      this.#respond(request, transaction, referred.refused, nowMs, referred.fields);
      return;
    }
    const fields: Field[] = [['contact', this.#core.contact(transaction.from)], ...referred.fields];
    this.#respond(request, transaction, 202, nowMs, fields);
    referred.begin(nowMs);
  }

  #tellChanged(by: 'local' | 'remote', nowMs: number): void {
    const { remote, local, held, holding } = this.negotiation;
    if (remote === null || local === null) return;
    const earlyTag = this.#phase === 'early' ? this.dialog.remoteTag : null;
    this.#emit(
      {
        kind: 'session-changed',
        by,
        sdp: remote,
        localSdp: local,
        onHold: held,
        holding,
        earlyTag,
      },
      nowMs,
    );
  }

  #emit(event: Told, nowMs: number): void {
    this.#user.emit({ ...event, callId: this.#callId, atMs: nowMs });
  }

  #respond(
    request: SipRequest,
    transaction: ServerTransaction,
    status: number,
    nowMs: number,
    fields: readonly Field[] = [],
    reason?: string,
  ): void {
    transaction.respond(
      this.#core.response(request, transaction.from, { status, reason, fields }),
      nowMs,
    );
  }
}
