import type { RandomSource } from './address.ts';
import { splitOutside } from './header-fields.ts';
import { quoted, unquoted } from './header-values.ts';
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
  /** Whether the server asks for qop=auth (RFC 2617 clients without qop are still about). */
  readonly qopAuth: boolean;
}

type DigestAlgorithm = 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess';
const algorithms: readonly DigestAlgorithm[] = ['SHA-256', 'MD5', 'SHA-256-sess', 'MD5-sess'];

/** Reads a WWW-Authenticate or Proxy-Authenticate value; null when we have no answer to it. */
export function readChallenge(value: string): DigestChallenge | null {
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
  const realm = params.get('realm');
  const nonce = params.get('nonce');
  const named = (params.get('algorithm') ?? 'MD5').toLowerCase();
  const algorithm = algorithms.find((known) => known.toLowerCase() === named);
  const qop = params.get('qop');
  const qopAuth = qop?.split(',').some((choice) => choice.trim().toLowerCase() === 'auth') ?? false;
  if (realm === undefined || nonce === undefined || algorithm === undefined) return null;
  if (qop !== undefined && !qopAuth) return null;
  const stale = params.get('stale')?.toLowerCase() === 'true';
  return { realm, nonce, opaque: params.get('opaque') ?? null, stale, algorithm, qopAuth };
}

/** The strongest challenge that the credentials can answer: SHA-256 before MD5 (RFC 8760 section 2.6). */
export function chooseChallenge(
  values: readonly string[],
  credentials: Credentials,
): DigestChallenge | null {
  const challenges = values.map(readChallenge).filter((challenge) => challenge !== null);
  const fitting = challenges.filter(
    ({ realm }) => credentials.realm === undefined || credentials.realm === realm,
  );
  const strength = ({ algorithm }: DigestChallenge): number => algorithms.indexOf(algorithm);
  return fitting.sort((a, b) => strength(a) - strength(b))[0] ?? null;
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
}

/** The `response` parameter (RFC 7616 section 3.4.1). */
export function digestResponse({
  challenge,
  credentials,
  method,
  uri,
  nonceCount,
  cnonce,
}: DigestInput): string {
  const hash = challenge.algorithm.startsWith('SHA-256') ? sha256 : md5;
  let secret = hash(`${credentials.username}:${challenge.realm}:${credentials.password}`);
  if (challenge.algorithm.endsWith('-sess'))
    secret = hash(`${secret}:${challenge.nonce}:${cnonce}`);
  const request = hash(`${method}:${uri}`);
  if (!challenge.qopAuth) return hash(`${secret}:${challenge.nonce}:${request}`);
  return hash(`${secret}:${challenge.nonce}:${countText(nonceCount)}:${cnonce}:auth:${request}`);
}

/** The value of an Authorization or Proxy-Authorization header. */
export function authorization(input: DigestInput): string {
  const { challenge, credentials, uri, nonceCount, cnonce } = input;
  const parts = [
    `username=${quoted(credentials.username)}`,
    `realm=${quoted(challenge.realm)}`,
    `nonce=${quoted(challenge.nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${digestResponse(input)}"`,
    `algorithm=${challenge.algorithm}`,
  ];
  if (challenge.opaque !== null) parts.push(`opaque=${quoted(challenge.opaque)}`);
  if (challenge.qopAuth) parts.push('qop=auth', `nc=${countText(nonceCount)}`);
  if (challenge.qopAuth || challenge.algorithm.endsWith('-sess'))
    parts.push(`cnonce=${quoted(cnonce)}`);
  return `Digest ${parts.join(', ')}`;
}

function countText(count: number): string {
  return count.toString(16).padStart(8, '0');
}

/** Random hexadecimal text of a number of 32-bit words. */
export function randomHex(random: RandomSource, words: number): string {
  let text = '';
  for (let word = 0; word < words; word += 1) {
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return text;
}
