import { hexOf, paddedBlocks } from './md5.ts';

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** The first 32 bits of the fraction of a number. */
function fractionBits(value: number): number {
  return ((value - Math.floor(value)) * 2 ** 32) | 0;
}

const roundConstants = Int32Array.from(primes(64), (prime) => fractionBits(Math.cbrt(prime)));
const initial = primes(8).map((prime) => fractionBits(Math.sqrt(prime)));
const schedule = new Int32Array(64);
const encoder = new TextEncoder();

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** SHA-256 of text in UTF-8, in hexadecimal (FIPS 180-4 section 6.2); for digest authentication by RFC 7616. */
export function sha256(text: string): string {
  return hexOf(Array.from(hashed(encoder.encode(text))), false);
}

/** HMAC-SHA-256 of text in UTF-8 under a key of at most 64 bytes, in hexadecimal (RFC 2104). */
export function hmacSha256(key: Uint8Array, text: string): string {
  const message = encoder.encode(text);
  const inner = new Uint8Array(64 + message.length).fill(0x36, 0, 64);
  const outer = new Uint8Array(64 + 32).fill(0x5c, 0, 64);
  for (let at = 0; at < Math.min(key.length, 64); at += 1) {
    inner[at] = (key[at] ?? 0) ^ 0x36;
    outer[at] = (key[at] ?? 0) ^ 0x5c;
  }
  inner.set(message, 64);
  const view = new DataView(outer.buffer, 64);
  for (const [word, value] of hashed(inner).entries()) view.setInt32(word * 4, value);
  return hexOf(Array.from(hashed(outer)), false);
}

function hashed(bytes: Uint8Array): Int32Array {
  const view = paddedBlocks(bytes, false);
  const hash = Int32Array.from(initial);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 16; step += 1) schedule[step] = view.getInt32(block + step * 4);
    for (let step = 16; step < 64; step += 1) schedule[step] = expanded(step);
    compress(hash);
  }
  return hash;
}

function expanded(step: number): number {
  const early = schedule[step - 15] ?? 0;
  const late = schedule[step - 2] ?? 0;
  const small = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
  const large = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
  return ((schedule[step - 16] ?? 0) + small + (schedule[step - 7] ?? 0) + large) | 0;
}

/** Mixes the schedule of one block into the hash. */
function compress(hash: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let step = 0; step < 64; step += 1) {
    const scheduled = (roundConstants[step] ?? 0) + (schedule[step] ?? 0);
    const upper = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + upper + ((e & f) ^ (~e & g)) + scheduled) | 0;
    const lower = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (lower + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  const added = [a, b, c, d, e, f, g, h];
  for (let word = 0; word < 8; word += 1) hash[word] = (hash[word] ?? 0) + (added[word] ?? 0);
}
