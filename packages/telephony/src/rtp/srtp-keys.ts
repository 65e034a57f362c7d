import type { SrtpCrypto } from './srtp-crypto.ts';
import type { SrtpMaster } from './srtp-suite.ts';

/** The keys of one stream direction for RTP or for RTCP. */
export interface SrtpSessionKeys {
  readonly cipher: Uint8Array;
  readonly salt: Uint8Array;
  /** Empty for AEAD profiles. */
  readonly auth: Uint8Array;
}

/** Key derivation labels (RFC 3711 section 4.3.1 and 4.3.2). */
const LABELS = {
  rtp: { cipher: 0, auth: 1, salt: 2 },
  rtcp: { cipher: 3, auth: 4, salt: 5 },
} as const;
const AUTH_KEY_OCTETS = 20;

/**
 * Derives session keys (RFC 3711 section 4.3, RFC 7714 section 11) with a key derivation rate of zero: the pseudo-random
 * function is AES in counter mode, keyed with the master key.
 */
export function deriveSrtpKeys(
  crypto: SrtpCrypto,
  master: SrtpMaster,
  of: 'rtp' | 'rtcp',
): SrtpSessionKeys {
  const derive = (label: number, length: number): Uint8Array => {
    const counter = new Uint8Array(16);
    counter.set(master.salt);
    counter[7] = (counter[7] ?? 0) ^ label;
    return crypto.aesCounter(master.key, counter, new Uint8Array(length));
  };
  const { suite } = master;
  const labels = LABELS[of];
  return {
    cipher: derive(labels.cipher, suite.keyOctets),
    salt: derive(labels.salt, suite.saltOctets),
    auth: suite.isAead ? new Uint8Array(0) : derive(labels.auth, AUTH_KEY_OCTETS),
  };
}
