import type { RandomSource } from '../address.ts';
import { randomHex } from '../digest.ts';
import { hmacSha256 } from '../sha256.ts';
import { BoundedMap } from './bounded-map.ts';

/** Digits of the time in ms, of the salt and of the signature of a nonce. */
const timeDigits = 12;
const saltDigits = 8;
const signatureDigits = 32;

/** Whether two texts of the same length are equal, in a time that does not depend on where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

/**
 * Nonces that carry their time under our signature (RFC 7616 section 3.3): nothing is kept for those that are only
 * handed out. Of those used, the highest count is kept until they expire, so that no answer is taken twice.
 */
export class Nonces {
  readonly #key: Uint8Array;
  readonly #realm: string;
  readonly #lifeMs: number;
  readonly #random: RandomSource;
  readonly #used: BoundedMap<string, { readonly issuedMs: number; count: number }>;
  /** Nonces of this time and before count as expired: memory of one of them had to be given up. */
  #forgottenMs = Number.NEGATIVE_INFINITY;

  constructor(parts: {
    readonly key: Uint8Array;
    readonly realm: string;
    readonly lifeMs: number;
    readonly maxUsed: number;
    readonly random: RandomSource;
  }) {
    this.#key = parts.key;
    this.#realm = parts.realm;
    this.#lifeMs = parts.lifeMs;
    this.#random = parts.random;
    this.#used = new BoundedMap(parts.maxUsed, (_, { issuedMs }) => {
      this.#forgottenMs = Math.max(this.#forgottenMs, issuedMs);
    });
  }

  /** How many used nonces are remembered. */
  get remembered(): number {
    return this.#used.size;
  }

  issue(nowMs: number): string {
    const time = Math.floor(nowMs).toString(16).padStart(timeDigits, '0');
    const text = `${time}${randomHex(this.#random, 1)}`;
    return `${text}${this.#signature(text)}`;
  }

  /** Whether a nonce is ours and neither expired nor from the future. */
  holds(nonce: string, nowMs: number): boolean {
    const text = nonce.slice(0, timeDigits + saltDigits);
    if (nonce.length !== timeDigits + saltDigits + signatureDigits) return false;
    if (!equalInConstantTime(nonce.slice(text.length), this.#signature(text))) return false;
    const issuedMs = issuedAt(nonce);
    return issuedMs > this.#forgottenMs && issuedMs <= nowMs && nowMs - issuedMs <= this.#lifeMs;
  }

  /** Uses a nonce that holds with a count; false when that count, or a later one, was used already. */
  use(nonce: string, count: number, nowMs: number): boolean {
    const key = nonce.slice(0, timeDigits + saltDigits);
    const known = this.#used.get(key);
    if (known !== undefined && count <= known.count) return false;
    this.#dropExpired(nowMs);
    this.#used.set(key, { issuedMs: issuedAt(nonce), count });
    return true;
  }

  /** Forgets a few that have expired: those used longest ago stand first. */
  #dropExpired(nowMs: number): void {
    let looked = 0;
    for (const [key, { issuedMs }] of this.#used) {
      looked += 1;
      if (nowMs - issuedMs <= this.#lifeMs || looked > 4) return;
      this.#used.delete(key);
    }
  }

  #signature(text: string): string {
    return hmacSha256(this.#key, `${text}|${this.#realm}`).slice(0, signatureDigits);
  }
}

function issuedAt(nonce: string): number {
  return Number.parseInt(nonce.slice(0, timeDigits), 16);
}
