import type { CallAuthorization } from './call-authorization.ts';
import type { Core, TransactionOwner } from './core.ts';
import { Dialog } from './dialog.ts';
import { sessionDescription, type SipResponse } from './message.ts';
import { Negotiation } from './negotiation.ts';
import { offerOf, type OutgoingCall } from './outgoing-invite.ts';
import type { OutgoingRequest } from './outgoing-message.ts';
import { readQos } from './preconditions.ts';
import { Session, type SessionUser } from './session.ts';
import type { SessionTimer } from './session-timer.ts';
import type { TransactionLayer } from './transaction-layer.ts';

/** Forks beyond this many early dialogs are heard but not kept. */
const maxEarlyDialogs = 16;

/** What every dialog of one INVITE has in common. */
export interface ForkParts {
  readonly callId: string;
  readonly localTag: string;
  readonly core: Core;
  readonly layer: TransactionLayer;
  readonly owner: TransactionOwner;
  readonly call: OutgoingCall;
  readonly authorization: CallAuthorization;
  /** Says what session timer the INVITE asks for. */
  readonly inviteTimer: SessionTimer;
  readonly takesTransfers: boolean;
  /** Hears of the early dialogs. */
  readonly user: SessionUser;
}

/** The dialogs that one INVITE makes, one a branch of the fork (RFC 3261 section 13.2.2; RFC 3262 for PRACK). */
export class ForkedDialogs {
  readonly #parts: ForkParts;
  readonly #early = new Map<string, Session>();
  /** Every dialog that this INVITE has made, by tag: a branch that is dropped may be answered yet. */
  readonly #dialogs = new Map<string, Dialog>();
  /** Descriptions in provisional responses that were not reliable: the answer when the 200 has none. */
  readonly #previews = new Map<string, string>();

  constructor(parts: ForkParts) {
    this.#parts = parts;
  }

  /** How many early dialogs there are. */
  get size(): number {
    return this.#early.size;
  }

  /** The early dialog where there is one alone. */
  get only(): Session | null {
    return this.#early.size === 1 ? ([...this.#early.values()][0] ?? null) : null;
  }

  early(tag: string): Session | undefined {
    return this.#early.get(tag);
  }

  /** What a branch has described before its answer, not reliably. */
  preview(tag: string): string | null {
    return this.#previews.get(tag) ?? null;
  }

  /** Keeps the early dialog and acknowledges a reliable provisional; false for a repeat or one out of order. */
  admit(request: OutgoingRequest, response: SipResponse, tag: string, nowMs: number): boolean {
    const known = this.#early.get(tag);
    if (known === undefined && this.#early.size >= maxEarlyDialogs) return true;
    const session = known ?? this.session(request, response, this.#parts.user);
    this.#early.set(tag, session);
    session.learn(response.headers);
    const sdp = sessionDescription(response);
    const rseq = Number(response.headers.first('rseq') ?? Number.NaN);
    const reliable = response.headers.lists('require', '100rel') && Number.isInteger(rseq);
    if (!reliable) {
      if (sdp !== null) this.#previews.set(tag, sdp);
      return true;
    }
    const { dialog, negotiation } = session;
    if (dialog.lastRSeq !== null && rseq !== dialog.lastRSeq + 1) return false;
    dialog.lastRSeq = rseq;
    dialog.refresh(response);
    const answer = sdp === null ? null : agree(session, sdp);
    session.sender.send(
      {
        method: 'PRACK',
        fields: [['rack', `${rseq} ${request.cseq} INVITE`]],
        body: answer === null ? null : { type: 'application/sdp', text: answer },
        done: (_outcome, atMs) => {
          if (session.over) return;
          const asked = negotiation.remote === null ? null : readQos(negotiation.remote);
          if (asked?.confirm === true) session.change({ kind: 'confirm' }, atMs);
          else session.drain(atMs);
        },
      },
      nowMs,
    );
    return true;
  }

  /** A session in the dialog that a response makes, or has made before. */
  session(request: OutgoingRequest, response: SipResponse, user: SessionUser): Session {
    const { call, inviteTimer, localTag, ...parts } = this.#parts;
    const tag = response.to.params.get('tag') ?? '';
    const dialog = this.#dialogs.get(tag) ?? Dialog.ofResponse(request, localTag, response);
    this.#dialogs.set(tag, dialog);
    const negotiation = new Negotiation(call.sdp);
    const offer = offerOf(call);
    if (offer !== null) negotiation.offerAsIs(offer);
    if (call.preconditions === true) negotiation.withPreconditions();
    return new Session({
      ...parts,
      user,
      dialog,
      negotiation,
      timerWish: inviteTimer.wish,
      ownsCallId: true,
    });
  }

  /** A branch was answered; the others come to nothing. */
  answered(tag: string): void {
    this.#early.delete(tag);
    this.abandon();
  }

  /** The early dialogs of branches that were not answered come to nothing. */
  abandon(): void {
    for (const session of this.#early.values()) session.abandon();
    this.#early.clear();
  }

  /** The INVITE is sent anew: what the one before has made is no more. */
  forget(): void {
    this.abandon();
    this.#dialogs.clear();
  }
}

/** Takes a description in a reliable response: the answer to our offer, or an offer, whose answer it gives. */
export function agree({ negotiation }: Session, sdp: string): string | null {
  if (negotiation.agreed) return null;
  if (negotiation.open === 'local') {
    negotiation.answered(sdp);
    return null;
  }
  const answer = negotiation.answerOffer(sdp);
  return typeof answer === 'string' ? null : answer.sdp;
}
