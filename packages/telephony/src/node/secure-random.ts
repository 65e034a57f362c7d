const DRAWN = 256;
const numbers = new Uint32Array(DRAWN);
let left = 0;

/**
 * A number of [0, 1) from the machine's generator, fit for tags, branches and keys that nobody may guess; drawn many at
 * a time, since one draw costs as much as hundreds.
 */
export function secureRandom(): number {
  if (left === 0) {
    crypto.getRandomValues(numbers);
    left = DRAWN;
  }
  left -= 1;
  const number = numbers[left]!;
  // What was given out stays nowhere.
  numbers[left] = 0;
  return number / 2 ** 32;
}
