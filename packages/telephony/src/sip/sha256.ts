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

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** SHA-256 of text in UTF-8, in hexadecimal (FIPS 180-4 section 6.2); for digest authentication by RFC 7616. */
export function sha256(text: string): string {
  const view = paddedBlocks(new TextEncoder().encode(text), false);
  const hash = Int32Array.from(initial);
  const schedule = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    const state = Int32Array.from(hash);
    for (let step = 0; step < 64; step += 1) {
      schedule[step] = step < 16 ? view.getInt32(block + step * 4) : expanded(schedule, step);
      compress(state, (roundConstants[step] ?? 0) + (schedule[step] ?? 0));
    }
    for (let word = 0; word < 8; word += 1) hash[word] = (hash[word] ?? 0) + (state[word] ?? 0);
  }
  return hexOf(Array.from(hash), false);
}

function expanded(schedule: Int32Array, step: number): number {
  const at = (back: number): number => schedule[step - back] ?? 0;
  const small = rotated(at(15), 7) ^ rotated(at(15), 18) ^ (at(15) >>> 3);
  const large = rotated(at(2), 17) ^ rotated(at(2), 19) ^ (at(2) >>> 10);
  return (at(16) + small + at(7) + large) | 0;
}

function compress(state: Int32Array, scheduled: number): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  const upper = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
  const first = (h + upper + ((e & f) ^ (~e & g)) + scheduled) | 0;
  const lower = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
  const second = (lower + ((a & b) ^ (a & c) ^ (b & c))) | 0;
  state.set([(first + second) | 0, a, b, c, (d + first) | 0, e, f, g]);
}
