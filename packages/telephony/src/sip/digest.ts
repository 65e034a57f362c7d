import type { RandomSource } from './address.ts';
import { splitOutside } from './header-fields.ts';
import { quoted, unquoted } from './header-values.ts';
import { inOnePiece } from './in-one-piece.ts';
import { md5 } from './md5.ts';
import { sha256 } from './sha256.ts';

/** Digest credentials of a trunk (RFC 3261 section 22, RFC 7616); without `realm` they answer any realm. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly realm?: string;
}

/** A digest challenge that can be answered. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly stale: boolean;
  readonly algorithm: DigestAlgorithm;
  /**
   * The quality of protection to answer with; null for servers of RFC 2069 that name none. `auth` is taken where
   * both are offered: proxies and gateways that change a body on its way would break `auth-int`.
   */
  readonly qop: 'auth' | 'auth-int' | null;
  /** Whether the server wants the user's name hashed (RFC 7616 section 3.4.4). */
  readonly userhash: boolean;
}

export type DigestAlgorithm = 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess';
const algorithms: readonly DigestAlgorithm[] = ['SHA-256', 'MD5', 'SHA-256-sess', 'MD5-sess'];

/** The algorithm of a name in any case; MD5 when none is named, null when we do not know it. */
export function digestAlgorithm(name: string | undefined): DigestAlgorithm | null {
  const lower = (name ?? 'MD5').toLowerCase();
  return algorithms.find((known) => known.toLowerCase() === lower) ?? null;
}

/** The hash function of an algorithm: text in UTF-8 to hexadecimal. */
export function digestHash(algorithm: DigestAlgorithm): (text: string) => string {
  return algorithm.startsWith('SHA-256') ? sha256 : md5;
}

/** The parameters of a Digest challenge or of credentials, names in lower case; null for other schemes. */
export function readDigestParams(value: string): Map<string, string> | null {
  const scheme = /^\s*digest\s+/i.exec(value);
  if (scheme === null) return null;
  const params = new Map<string, string>();
  for (const piece of splitOutside(value.slice(scheme[0].length), ',')) {
    const equals = piece.indexOf('=');
    if (equals > 0)
      params.set(
        piece.slice(0, equals).trim().toLowerCase(),
        unquoted(piece.slice(equals + 1).trim()),
      );
  }
  return params;
}

/** Reads a WWW-Authenticate or Proxy-Authenticate value; null when we have no answer to it. */
export function readChallenge(value: string): DigestChallenge | null {
  const params = readDigestParams(value);
  if (params === null) return null;
  const realm = params.get('realm');
  const nonce = params.get('nonce');
  const algorithm = digestAlgorithm(params.get('algorithm'));
  const offered = params
    .get('qop')
    ?.split(',')
    .map((choice) => choice.trim().toLowerCase());
  if (realm === undefined || nonce === undefined || algorithm === null) return null;
  const qop =
    offered === undefined ? null : (qualities.find((known) => offered.includes(known)) ?? false);
  if (qop === false) return null;
  return {
    realm,
    nonce,
    opaque: params.get('opaque') ?? null,
    stale: params.get('stale')?.toLowerCase() === 'true',
    algorithm,
    qop,
    userhash: params.get('userhash')?.toLowerCase() === 'true',
  };
}

const qualities = ['auth', 'auth-int'] as const;

/**
 * The strongest challenge of each realm that the credentials can answer: SHA-256 before MD5 (RFC 8760 section 2.6);
 * a forked request may bring those of several proxies (RFC 3261 section 22.3).
 */
export function chooseChallenges(
  values: readonly string[],
  credentials: Credentials,
): DigestChallenge[] {
  const chosen = new Map<string, DigestChallenge>();
  const strength = ({ algorithm }: DigestChallenge): number => algorithms.indexOf(algorithm);
  for (const value of values) {
    const challenge = readChallenge(value);
    if (challenge === null) continue;
    const { realm } = challenge;
    if (credentials.realm !== undefined && credentials.realm !== realm) continue;
    const before = chosen.get(realm);
    if (before === undefined || strength(challenge) < strength(before))
      chosen.set(realm, challenge);
  }
  return [...chosen.values()];
}

/** What one answer to a challenge is computed from. */
export interface DigestInput {
  readonly challenge: DigestChallenge;
  readonly credentials: Credentials;
  readonly method: string;
  readonly uri: string;
  /** How often this nonce has been used, this time included. */
  readonly nonceCount: number;
  readonly cnonce: string;
  /** The body of the request, of which `auth-int` takes the hash; empty unless given. */
  readonly body?: string;
}

/** H(username:realm:password): what a server keeps instead of the password (RFC 7616 section 3.4.2). */
export function digestSecret(
  algorithm: DigestAlgorithm,
  username: string,
  realm: string,
  password: string,
): string {
  return digestHash(algorithm)(`${username}:${realm}:${password}`);
}

/** The `response` parameter (RFC 7616 section 3.4.1). */
export function digestResponse(input: DigestInput): string {
  const { challenge, credentials } = input;
  const { username, password } = credentials;
  const secret = digestSecret(challenge.algorithm, username, challenge.realm, password);
  return digestResponseOf(secret, { ...input, nonceText: countText(input.nonceCount) });
}

/** The `response` parameter from a kept secret, with the nonce count as it is written. */
export function digestResponseOf(
  secret: string,
  input: {
    readonly challenge: Pick<DigestChallenge, 'algorithm' | 'nonce' | 'qop'>;
    readonly method: string;
    readonly uri: string;
    readonly nonceText: string;
    readonly cnonce: string;
    readonly body?: string;
  },
): string {
  const { algorithm, nonce, qop } = input.challenge;
  const { method, uri, cnonce, nonceText } = input;
  const hash = digestHash(algorithm);
  const key = algorithm.endsWith('-sess') ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const bodyHash = qop === 'auth-int' ? `:${hash(input.body ?? '')}` : '';
  const request = hash(`${method}:${uri}${bodyHash}`);
  if (qop === null) return hash(`${key}:${nonce}:${request}`);
  return hash(`${key}:${nonce}:${nonceText}:${cnonce}:${qop}:${request}`);
}

/** The value of an Authorization or Proxy-Authorization header. */
export function authorization(input: DigestInput): string {
  const { challenge, credentials, uri, nonceCount, cnonce } = input;
  const { algorithm, realm, qop } = challenge;
  const username = challenge.userhash
    ? digestHash(algorithm)(`${credentials.username}:${realm}`)
    : credentials.username;
  const parts = [
    `username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(challenge.nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${digestResponse(input)}"`,
    `algorithm=${algorithm}`,
  ];
  if (challenge.opaque !== null) parts.push(`opaque=${quoted(challenge.opaque)}`);
  if (qop !== null) parts.push(`qop=${qop}`, `nc=${countText(nonceCount)}`);
  if (qop !== null || algorithm.endsWith('-sess')) parts.push(`cnonce=${quoted(cnonce)}`);
  if (challenge.userhash) parts.push('userhash=true');
  return `Digest ${parts.join(', ')}`;
}

function countText(count: number): string {
  return count.toString(16).padStart(8, '0');
}

/** The two digits of each octet. */
const octetTexts: readonly string[] = Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
);

/** Random hexadecimal text of a number of 32-bit words. */
export function randomHex(random: RandomSource, words: number): string {
  let text = '';
  for (let word = 0; word < words; word += 1) {
    const value = Math.floor(random() * 2 ** 32);
    for (let shift = 24; shift >= 0; shift -= 8) text += octetTexts[(value >>> shift) & 255] ?? '';
  }
  return inOnePiece(text);
}
