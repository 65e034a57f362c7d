/** A fast Fourier transform of complex numbers, and the tables that it needs. */
export class Fourier {
  /** How many complex numbers are transformed: a power of two, 8 to 32,768. */
  readonly points: number;
  /** cos and sin of n × π / points, n below `points`: half a turn. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** Where the n-th number must lie before the transform. */
  readonly reversed: Uint16Array;

  constructor(points: number) {
    this.points = points;
    const bits = Math.log2(points);
    const part = Math.PI / points;
    this.cos = Float64Array.from({ length: points }, (_, n) => Math.cos(part * n));
    this.sin = Float64Array.from({ length: points }, (_, n) => Math.sin(part * n));
    this.reversed = Uint16Array.from({ length: points }, (_, n) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((n >> bit) & 1) << (bits - 1 - bit);
      return reversed;
    });
  }

  /** Transforms in place what lies in the order of `reversed`: X(k) = Σ x(n) e^(−2πi kn / points), k in natural order. */
  transform(re: Float64Array, im: Float64Array): void {
    const { points, cos, sin } = this;
    firstTwo(re, im, points);
    // Two stages at a time, so that each number is fetched and put away half as often; one alone where their number
    // is odd.
    let span = 8;
    if ((Math.log2(points) & 1) === 1) {
      single(re, im, cos, sin, points, span);
      span <<= 1;
    }
    for (; span <= points; span <<= 2) double(re, im, cos, sin, points, span);
  }
}

/** The stages of spans 2 and 4, whose twiddle factors are 1 and −i. */
function firstTwo(re: Float64Array, im: Float64Array, half: number): void {
  for (let a = 0; a < half; a += 4) {
    const sumRe = re[a]! + re[a + 1]!;
    const sumIm = im[a]! + im[a + 1]!;
    const lessRe = re[a]! - re[a + 1]!;
    const lessIm = im[a]! - im[a + 1]!;
    const otherRe = re[a + 2]! + re[a + 3]!;
    const otherIm = im[a + 2]! + im[a + 3]!;
    const turnedRe = im[a + 2]! - im[a + 3]!;
    const turnedIm = re[a + 3]! - re[a + 2]!;
    re[a] = sumRe + otherRe;
    im[a] = sumIm + otherIm;
    re[a + 1] = lessRe + turnedRe;
    im[a + 1] = lessIm + turnedIm;
    re[a + 2] = sumRe - otherRe;
    im[a + 2] = sumIm - otherIm;
    re[a + 3] = lessRe - turnedRe;
    im[a + 3] = lessIm - turnedIm;
  }
}

/** One stage: butterflies over `span`. */
function single(
  re: Float64Array,
  im: Float64Array,
  cos: Float64Array,
  sin: Float64Array,
  half: number,
  span: number,
): void {
  const reach = span >> 1;
  const stride = (2 * half) / span;
  for (let n = 0; n < reach; n++) {
    const c = cos[n * stride]!;
    const s = sin[n * stride]!;
    for (let a = n; a < half; a += span) {
      const b = a + reach;
      const bRe = re[b]! * c + im[b]! * s;
      const bIm = im[b]! * c - re[b]! * s;
      const aRe = re[a]!;
      const aIm = im[a]!;
      re[a] = aRe + bRe;
      im[a] = aIm + bIm;
      re[b] = aRe - bRe;
      im[b] = aIm - bIm;
    }
  }
}

/** Two stages at once: butterflies over `span`, then over twice that. */
function double(
  re: Float64Array,
  im: Float64Array,
  cos: Float64Array,
  sin: Float64Array,
  half: number,
  span: number,
): void {
  const reach = span >> 1;
  const wide = span << 1;
  const stride = half / span;
  for (let n = 0; n < reach; n++) {
    const c = cos[2 * n * stride]!;
    const s = sin[2 * n * stride]!;
    const wideC = cos[n * stride]!;
    const wideS = sin[n * stride]!;
    for (let a = n; a < half; a += wide) {
      const b = a + reach;
      const d = a + span;
      const e = d + reach;
      const bRe = re[b]! * c + im[b]! * s;
      const bIm = im[b]! * c - re[b]! * s;
      const eRe = re[e]! * c + im[e]! * s;
      const eIm = im[e]! * c - re[e]! * s;
      const aSumRe = re[a]! + bRe;
      const aSumIm = im[a]! + bIm;
      const aLessRe = re[a]! - bRe;
      const aLessIm = im[a]! - bIm;
      const dSumRe = re[d]! + eRe;
      const dSumIm = im[d]! + eIm;
      const dLessRe = re[d]! - eRe;
      const dLessIm = im[d]! - eIm;
      const sumRe = dSumRe * wideC + dSumIm * wideS;
      const sumIm = dSumIm * wideC - dSumRe * wideS;
      // The second half's twiddle factor is a quarter turn further: (c, s) → (−s, c).
      const lessRe = dLessIm * wideC - dLessRe * wideS;
      const lessIm = -dLessRe * wideC - dLessIm * wideS;
      re[a] = aSumRe + sumRe;
      im[a] = aSumIm + sumIm;
      re[d] = aSumRe - sumRe;
      im[d] = aSumIm - sumIm;
      re[b] = aLessRe + lessRe;
      im[b] = aLessIm + lessIm;
      re[e] = aLessRe - lessRe;
      im[e] = aLessIm - lessIm;
    }
  }
}
