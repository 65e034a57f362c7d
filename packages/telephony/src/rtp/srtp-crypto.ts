/** The ciphers that SRTP needs, given from outside: `srtpCrypto` of the node binding is one. */
export interface SrtpCrypto {
  /** AES in counter mode (NIST SP 800-38A) with a key of 16 or 32 octets; `counter` is the first block, 16 octets. */
  aesCounter(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array;
  /** HMAC-SHA1 (RFC 2104) over the parts one after another: 20 octets. */
  hmacSha1(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array;
  /** AES-GCM (NIST SP 800-38D) with 12 octets of IV: the ciphertext, then its tag of 16 octets. */
  sealGcm(key: Uint8Array, iv: Uint8Array, associated: Uint8Array, plain: Uint8Array): Uint8Array;
  /** The plain text of ciphertext and tag; null when the tag is wrong. */
  openGcm(
    key: Uint8Array,
    iv: Uint8Array,
    associated: Uint8Array,
    sealed: Uint8Array,
  ): Uint8Array | null;
  /** Octets that nobody can guess. */
  randomOctets(length: number): Uint8Array;
}
