import { sha256Hex } from '../sha256-hex.ts';

/** How a secret is kept: the SHA-256 of its text in hexadecimal; it has 256 random bits, so no salt is needed. */
export async function tokenHash(secret: string): Promise<string> {
  return sha256Hex(secret);
}
