import { hexOf } from './hex.ts';

/** SHA-256 of a text in UTF-8, or of octets, as 64 hexadecimal digits. */
export async function sha256Hex(of: string | Uint8Array): Promise<string> {
  const bytes = typeof of === 'string' ? new TextEncoder().encode(of) : new Uint8Array(of);
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
