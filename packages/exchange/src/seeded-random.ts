import type { RandomSource } from '@everyline/telephony';

/** A 32-bit hash of a text (FNV-1a with a final avalanche), so that seeds can be put together from words. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Uniform numbers in [0, 1) from a seed: the same seed gives the same numbers (sfc32, four words of state). */
export function seededRandom(seed: string | number): RandomSource {
  const text = String(seed);
  // In an array of integers: a closure's numbers of 32 bits would each be made anew on the heap.
  const state = Int32Array.of(hashOf(text), hashOf(`${text}/b`), hashOf(`${text}/c`), 1);
  const next = (): number => {
    const [a, b, c, counter] = [state[0] ?? 0, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0];
    const sum = (((a + b) | 0) + counter) | 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}

/** A number between two bounds. */
export function between(low: number, high: number, random: RandomSource): number {
  return low + (high - low) * random();
}

/** One of the list, which must not be empty. */
export function oneOf<T>(list: readonly T[], random: RandomSource): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

/** A normal deviate with mean 0 and deviation 1 (Box–Muller). */
export function normalDeviate(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
