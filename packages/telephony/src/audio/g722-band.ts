/** Clips to 16 bits, as every operation of G.722 does. */
function saturate(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

/** The logarithms of the quantiser's step, by the upper bits of its index (G.722 table 14: ILB). */
const LOGARITHMS = Int16Array.of(
  ...[2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774],
  ...[2834, 2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838],
  ...[3922, 4008],
);

/** What differs between the two sub-bands in the scaling of the step. */
export interface BandScale {
  readonly mostLogarithm: number;
  readonly shift: number;
  /** The least step, with which the band begins. */
  readonly firstStep: number;
}

/**
 * The adaptive predictor and the adaptive step of one sub-band (ITU-T G.722 section 3.6 and 6.2: blocks 3 and 4),
 * which encoder and decoder run alike. Names in brackets are those of the Recommendation.
 */
export class G722Band {
  /** What the next sample is expected to be (S). */
  estimate = 0;
  /** The quantiser's present step (DET). */
  step: number;
  readonly #scale: BandScale;
  #logarithm = 0;
  #zeroEstimate = 0;
  /** The last two reconstructed samples (RLT) and partial reconstructions (PLT). */
  #r1 = 0;
  #r2 = 0;
  #p1 = 0;
  #p2 = 0;
  /** Coefficients of the two poles (AL) and the six zeros (BL), and the last six differences (DLT). */
  #a1 = 0;
  #a2 = 0;
  readonly #b = new Int32Array(6);
  readonly #d = new Int32Array(6);

  constructor(scale: BandScale) {
    this.#scale = scale;
    this.step = scale.firstStep;
  }

  /** Adapts the step by the weight of the code that was sent (blocks 3L, 3H: LOGSCL, SCALEL). */
  scale(weight: number): void {
    const { mostLogarithm, shift } = this.#scale;
    const grown = ((this.#logarithm * 127) >> 7) + weight;
    const logarithm = grown < 0 ? 0 : grown > mostLogarithm ? mostLogarithm : grown;
    this.#logarithm = logarithm;
    const by = shift - (logarithm >> 11);
    const entry = LOGARITHMS[(logarithm >> 6) & 31]!;
    this.step = (by < 0 ? entry << -by : entry >> by) << 2;
  }

  /** Takes the quantised difference of a sample, and predicts the next (blocks 4L, 4H). */
  predict(difference: number): void {
    const b = this.#b;
    const d = this.#d;
    const r0 = saturate(this.estimate + difference);
    const p0 = saturate(this.#zeroEstimate + difference);
    // Second pole (UPPOL2).
    const isLikeFirst = p0 < 0 === this.#p1 < 0;
    const isLikeSecond = p0 < 0 === this.#p2 < 0;
    const quadruple = saturate(this.#a1 << 2);
    const turned = isLikeFirst ? Math.min(-quadruple, 32767) : quadruple;
    let a2 = (isLikeSecond ? 128 : -128) + (turned >> 7) + ((this.#a2 * 32512) >> 15);
    a2 = a2 > 12288 ? 12288 : a2 < -12288 ? -12288 : a2;
    // First pole (UPPOL1).
    const limit = saturate(15360 - a2);
    let a1 = saturate((isLikeFirst ? 192 : -192) + ((this.#a1 * 32640) >> 15));
    a1 = a1 > limit ? limit : a1 < -limit ? -limit : a1;
    // Zeros (UPZERO), delayed on the way, and the part of the estimate that they make (FILTEZ).
    const push = difference === 0 ? 0 : 128;
    let zeros = 0;
    for (let n = 5; n >= 0; n--) {
      const isAlike = d[n]! < 0 === difference < 0;
      b[n] = saturate((isAlike ? push : -push) + ((b[n]! * 32640) >> 15));
      d[n] = n === 0 ? difference : d[n - 1]!;
      zeros += (b[n]! * saturate(d[n]! << 1)) >> 15;
    }
    this.#zeroEstimate = saturate(zeros);
    this.#r2 = this.#r1;
    this.#r1 = r0;
    this.#p2 = this.#p1;
    this.#p1 = p0;
    this.#a1 = a1;
    this.#a2 = a2;
    // FILTEP, PREDIC.
    const poles = ((a1 * saturate(r0 << 1)) >> 15) + ((a2 * saturate(this.#r2 << 1)) >> 15);
    this.estimate = saturate(saturate(poles) + this.#zeroEstimate);
  }
}
