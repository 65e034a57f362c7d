/** How often a term may be repeated before it stops to count more, and how far long texts are held back. */
export const K1 = 1.2;
export const B = 0.75;

/** How much a term says that is in `entries` of `all` entries (0 and up). */
export function rarity(entries: number, all: number): number {
  return Math.log(1 + (all - entries + 0.5) / (entries + 0.5));
}

/** What the length of an entry does to the count of its terms; `relative` is its length by the mean. */
export function lengthNorm(relative: number, k1: number = K1, b: number = B): number {
  return k1 * (1 - b + b * relative);
}
