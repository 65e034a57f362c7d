/** How a secret is kept: the SHA-256 of its text in hexadecimal; it has 256 random bits, so no salt is needed. */
export async function tokenHash(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
