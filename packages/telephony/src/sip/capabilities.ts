import type { Field } from './outgoing-message.ts';

/** The methods we serve (RFC 3261, 3262, 3311, 6086). */
export const allowedMethods = [
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'PRACK',
  'UPDATE',
  'INFO',
  'OPTIONS',
] as const;

/** Methods that are registered but not ours: 405 rather than 501 (RFC 3261 section 8.2.1). */
export const otherMethods = [
  'REGISTER',
  'SUBSCRIBE',
  'NOTIFY',
  'REFER',
  'MESSAGE',
  'PUBLISH',
] as const;

export const allowField: Field = ['allow', allowedMethods.join(', ')];
export const supportedField: Field = ['supported', '100rel'];
export const acceptField: Field = ['accept', 'application/sdp'];

/** Extensions that the far end may require of us. */
export const supportedExtensions: ReadonlySet<string> = new Set(['100rel']);
