import type { SipRequest } from './message.ts';
import type { Field } from './outgoing-message.ts';

/** The methods we serve (RFC 3261, 3262, 3311, 3515, 6086). */
export const allowedMethods = [
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'PRACK',
  'UPDATE',
  'INFO',
  'REFER',
  'NOTIFY',
  'OPTIONS',
] as const;

/** Methods that are registered but not ours: 405 rather than 501 (RFC 3261 section 8.2.1). */
export const otherMethods = ['REGISTER', 'SUBSCRIBE', 'MESSAGE', 'PUBLISH'] as const;

export const allowField: Field = ['allow', allowedMethods.join(', ')];
/** Extensions that we speak without being asked (RFC 3262, 3891, 4028, 4488). */
const spoken = ['100rel', 'timer', 'replaces', 'norefersub'] as const;

/** Extensions that the far end may require of us; preconditions (RFC 3312) are met when it brings them. */
const supportedExtensions: ReadonlySet<string> = new Set([...spoken, 'precondition']);

export const supportedField: Field = ['supported', spoken.join(', ')];
export const acceptField: Field = ['accept', 'application/sdp'];

/** The Unsupported header for a request that requires what we do not know, null when it does not. */
export function unsupportedOf(request: SipRequest): Field | null {
  const required = request.headers
    .list('require')
    .filter((extension) => !supportedExtensions.has(extension.toLowerCase()));
  return required.length === 0 ? null : ['unsupported', required.join(', ')];
}
