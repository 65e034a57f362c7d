/** The protection profiles that we speak (RFC 4568 section 6.2, RFC 7714 section 14.2). */
export type SrtpSuiteName =
  'AEAD_AES_256_GCM' | 'AEAD_AES_128_GCM' | 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32';

/** The sizes of one profile, in octets. */
export interface SrtpSuite {
  readonly name: SrtpSuiteName;
  readonly keyOctets: 16 | 32;
  readonly saltOctets: 12 | 14;
  /** Whether the cipher authenticates by itself (RFC 7714). */
  readonly isAead: boolean;
  /** Of the tag of RTP; SRTCP has 10 octets in either AES_CM profile (RFC 4568 section 6.2.2), 16 in the others. */
  readonly tagOctets: 4 | 10 | 16;
  readonly rtcpTagOctets: 10 | 16;
}

const AES_CM = { keyOctets: 16, saltOctets: 14, isAead: false, rtcpTagOctets: 10 } as const;
const AEAD = { saltOctets: 12, isAead: true, tagOctets: 16, rtcpTagOctets: 16 } as const;

/** All of them, best first. */
export const srtpSuites: readonly SrtpSuite[] = [
  { name: 'AEAD_AES_256_GCM', keyOctets: 32, ...AEAD },
  { name: 'AEAD_AES_128_GCM', keyOctets: 16, ...AEAD },
  { name: 'AES_CM_128_HMAC_SHA1_80', tagOctets: 10, ...AES_CM },
  { name: 'AES_CM_128_HMAC_SHA1_32', tagOctets: 4, ...AES_CM },
];

/** The profile of that name, null when it is not one of ours. */
export function srtpSuite(name: string): SrtpSuite | null {
  return srtpSuites.find((suite) => suite.name === name) ?? null;
}

/** Master key and salt of one direction (RFC 3711 section 3.2.1). */
export interface SrtpMaster {
  readonly suite: SrtpSuite;
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
  /** The master key identifier that stands before the tag of every packet; empty for none. */
  readonly mki: Uint8Array;
}
