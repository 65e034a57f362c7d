import type { Duration } from './centre.ts';

/** Uniform, exponential and normal numbers of one purpose (sfc32): the same seed and purpose give the same numbers. */
export class RandomStream {
  readonly #state = new Int32Array(4);
  #spareNormal = Number.NaN;

  /**
   * @param seed whole; only its low 32 bits count
   * @param purpose streams of different purposes are independent
   */
  constructor(seed: number, purpose: number) {
    const state = this.#state;
    let word = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(purpose + 1, 0x85ebca6b);
    for (let n = 0; n < 3; n += 1) {
      // The finaliser of MurmurHash3 over a Weyl sequence.
      word = (word + 0x9e3779b9) | 0;
      let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      state[n] = mixed ^ (mixed >>> 16);
    }
    state[3] = 1;
    for (let warmUp = 0; warmUp < 12; warmUp += 1) this.uniform();
  }

  /** In (0, 1), both ends excluded; steps of 2⁻³². */
  uniform(): number {
    const state = this.#state;
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]!;
    const sum = (((a + b) | 0) + state[3]!) | 0;
    state[3]! += 1;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum + 2_147_483_648.5) * 2.3283064365386963e-10;
  }

  /** With mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** With mean 0 and standard deviation 1 (Marsaglia's polar method, two at a time). */
  normal(): number {
    const spare = this.#spareNormal;
    if (spare === spare) {
      this.#spareNormal = Number.NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square < 1 && square > 0) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        this.#spareNormal = y * factor;
        return x * factor;
      }
    }
  }
}

/** Draws lengths of time. */
export class DurationSource {
  readonly #shape: number;
  readonly #first: number;
  readonly #second: number;

  constructor(duration: Duration) {
    const { meanS } = duration;
    this.#shape = 0;
    this.#first = meanS;
    this.#second = 0;
    if (duration.shape === 'exponential' && meanS > 0) this.#shape = 1;
    if (duration.shape === 'lognormal' && meanS > 0 && duration.variation > 0) {
      const variance = Math.log(1 + duration.variation ** 2);
      this.#shape = 2;
      this.#first = Math.log(meanS) - variance / 2;
      this.#second = Math.sqrt(variance);
    }
  }

  /** In seconds. */
  draw(random: RandomStream): number {
    if (this.#shape === 1) return this.#first * random.exponential();
    if (this.#shape === 2) return Math.exp(this.#first + this.#second * random.normal());
    return this.#first;
  }
}
