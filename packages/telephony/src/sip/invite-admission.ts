import type { CallTable } from './call-table.ts';
import { allowField } from './capabilities.ts';
import type { Core } from './core.ts';
import type { EndpointCall } from './endpoint-call.ts';
import { sessionDescription, type SipRequest } from './message.ts';
import type { Field } from './outgoing-message.ts';
import { refusalOf } from './outside-dialogs.ts';
import { replacedCall } from './replaced-call.ts';
import { isSessionDescription } from './session-sdp.ts';
import { SessionTimer, type SessionTimerWish } from './session-timer.ts';
import { warningField } from './warnings.ts';

/** What an endpoint takes of INVITEs that would begin a call. */
export interface InvitePolicy {
  readonly takesCalls: boolean;
  readonly takesTransfers: boolean;
  readonly needsPrack: boolean;
  readonly timerWish: SessionTimerWish;
}

interface Refusal {
  readonly status: number;
  readonly fields: readonly Field[];
}

/** The refusal of a new INVITE, or the call of ours that its call is to take the place of. */
type InviteDecision =
  | ({ readonly kind: 'refuse' } & Refusal)
  | { readonly kind: 'take'; readonly replaces: EndpointCall | null };

/** Decides whether a new INVITE may become a call (RFC 3261 section 8.2; RFC 3262, 3891, 4028). */
export class InviteAdmission {
  readonly #core: Core;
  readonly #calls: CallTable;
  readonly #policy: InvitePolicy;

  constructor(core: Core, calls: CallTable, policy: InvitePolicy) {
    this.#core = core;
    this.#calls = calls;
    this.#policy = policy;
  }

  decide(invite: SipRequest): InviteDecision {
    const refusal = this.#refusalOf(invite);
    if (refusal !== null) return { kind: 'refuse', ...refusal };
    const replaces = this.#replacedBy(invite);
    if (typeof replaces === 'number') return { kind: 'refuse', status: replaces, fields: [] };
    if (this.#calls.merges(invite)) return { kind: 'refuse', status: 482, fields: [] };
    return { kind: 'take', replaces };
  }

  /** Why a new INVITE cannot become a call. */
  #refusalOf(invite: SipRequest): Refusal | null {
    if (!this.#policy.takesCalls) return { status: 405, fields: [allowField] };
    const refusal = refusalOf(invite);
    if (refusal !== null) return refusal;
    const { headers } = invite;
    const canPrack = headers.lists('supported', '100rel') || headers.lists('require', '100rel');
    if (this.#policy.needsPrack && !canPrack)
      return { status: 421, fields: [['require', '100rel']] };
    const offer = sessionDescription(invite);
    if (offer !== null && !isSessionDescription(offer))
      return { status: 400, fields: [warningField(this.#core.local, 'unreadable')] };
    const timer = new SessionTimer(this.#core, this.#policy.timerWish, noUser);
    const tooSmall = timer.refusal(invite);
    return tooSmall === null ? null : { status: 422, fields: [tooSmall] };
  }

  /** The call that an INVITE is to take the place of, or why it may not. */
  #replacedBy(invite: SipRequest): EndpointCall | null | number {
    if (invite.headers.first('replaces') === undefined) return null;
    if (!this.#policy.takesTransfers) return 403;
    return replacedCall(invite.headers, (callId, tag) => this.#calls.ofDialog(callId, tag));
  }
}

const noUser = { refresh: () => undefined, expired: () => undefined };
