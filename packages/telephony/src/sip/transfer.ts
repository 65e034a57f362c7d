import type { TransferRequestedEvent } from './call-event.ts';
import type { OutgoingCall } from './outgoing-invite.ts';
import { referToReplacing, writeReplaces } from './replaces.ts';
import type { ReferRequest } from './referrals.ts';
import type { Session } from './session.ts';

/** Whom the far end of a call is to be put through to. */
export interface Transfer {
  /** A URI for a blind transfer, or the id of another call of ours whose far end it is to meet (attended). */
  readonly to: string | { readonly call: string };
  /** Who transfers, as a name-addr; it reaches the one who is called (RFC 3892). */
  readonly referredBy?: string;
  /** We do not want to hear how it goes (RFC 4488). */
  readonly quiet?: boolean;
}

/** What REFER says for a transfer; `consulted` is the session of the other call of an attended one. */
export function referRequest(transfer: Transfer, consulted: Session | null): ReferRequest | null {
  const { to } = transfer;
  const referTo =
    typeof to === 'string'
      ? `<${to}>`
      : consulted === null
        ? null
        : referToReplacing(consulted.dialog.remoteTarget, writeReplaces(consulted.dialog));
  if (referTo === null) return null;
  return { referTo, referredBy: transfer.referredBy ?? null, quiet: transfer.quiet ?? false };
}

/** The call that follows a transfer, but for what the request itself says. */
export type FollowingCall = Omit<OutgoingCall, 'requestUri' | 'replaces' | 'referredBy'>;

/**
 * The call that a REFER asks for (RFC 3515): to its target, in the place of the call that it names (RFC 3891), in the
 * name of the one who asks (RFC 3892).
 */
export function followingCall(request: TransferRequestedEvent, call: FollowingCall): OutgoingCall {
  const { target, replaces, referredBy } = request;
  const name = referredBy?.displayName ?? null;
  return {
    ...call,
    requestUri: target,
    ...(replaces === null ? {} : { replaces }),
    ...(referredBy === null
      ? {}
      : { referredBy: `${name === null ? '' : `"${name}" `}<${referredBy.uri}>` }),
  };
}
