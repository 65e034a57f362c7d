import type { Random } from '../ports/random.ts';

/** Letters and digits that nobody mistakes for one another. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The one-time code of the first run, `ABCD-EFGH-JKLM`: 60 bits. */
export function setupCode(random: Random): string {
  const letters = Array.from(random.bytes(12), (byte) =>
    alphabet.charAt(byte % alphabet.length),
  ).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}
