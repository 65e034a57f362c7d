import { hostPort, type Address } from './address.ts';
import type { Field } from './outgoing-message.ts';

/** Why a session description was refused, for a person who looks for it (RFC 3261 section 20.43). */
export function warningField(local: Address, why: 'unreadable' | 'incompatible'): Field {
  const [code, text] =
    why === 'unreadable'
      ? [399, 'The session description cannot be read']
      : [305, 'No audio codec in common'];
  return ['warning', `${code} ${hostPort(local)} "${text}"`];
}
