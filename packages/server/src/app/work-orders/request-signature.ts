import { hexOf } from '../hex.ts';
import { sha256Hex } from '../sha256-hex.ts';

/** What of a request is signed; its body as the bytes that are sent. */
export interface SignedParts {
  readonly method: string;
  /** With its query, as it is asked for. */
  readonly path: string;
  /** Seconds since 1970, as text. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: Uint8Array;
}

/** How old or how far ahead a signed request may be. */
export const signatureWindowMs = 300_000;

/** The headers of a signed request, but for the key, which names who signs. */
export async function signatureHeaders(
  secret: string,
  parts: SignedParts,
): Promise<Readonly<Record<string, string>>> {
  return {
    'everyline-timestamp': parts.timestamp,
    'everyline-nonce': parts.nonce,
    'everyline-signature': `v1=${await signatureOf(secret, parts)}`,
  };
}

/**
 * HMAC-SHA256 in hexadecimal over six lines: `v1`, method, path, timestamp, nonce, and SHA-256 of the
 * body in hexadecimal. The text of the secret is the key, so that a shell can do it.
 */
export async function signatureOf(secret: string, parts: SignedParts): Promise<string> {
  const text = new TextEncoder();
  const lines = [
    'v1',
    parts.method.toUpperCase(),
    parts.path,
    parts.timestamp,
    parts.nonce,
    await sha256Hex(parts.body),
  ];
  const key = await crypto.subtle.importKey(
    'raw',
    text.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const signed = await crypto.subtle.sign('HMAC', key, text.encode(lines.join('\n')));
  return hexOf(new Uint8Array(signed));
}

/** Compares without telling by its time where two differ. */
export function sameSignature(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) {
    difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  }
  return difference === 0;
}
