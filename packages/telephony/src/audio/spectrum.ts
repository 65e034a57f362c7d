/**
 * What spectra of one size share: tables, and the room in which one is computed. A thousand calls that each had their
 * own would push one another out of the processor's cache.
 */
interface Room {
  readonly power: Float64Array;
  readonly window: Float64Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly reversed: Uint16Array;
}

const rooms = new Map<number, Room>();

function roomOf(size: number): Room {
  const known = rooms.get(size);
  if (known !== undefined) return known;
  const half = size / 2;
  const bits = Math.log2(half);
  const room: Room = {
    power: new Float64Array(half + 1),
    // Hann's mean is 1/2, and a real sine gives half its amplitude to each side: × 4 / size.
    window: Float64Array.from(
      { length: size },
      (_, n) => ((0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)) * 4) / size,
    ),
    re: new Float64Array(half),
    im: new Float64Array(half),
    cos: Float64Array.from({ length: half }, (_, n) => Math.cos((2 * Math.PI * n) / size)),
    sin: Float64Array.from({ length: half }, (_, n) => Math.sin((2 * Math.PI * n) / size)),
    reversed: Uint16Array.from({ length: half }, (_, n) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((n >> bit) & 1) << (bits - 1 - bit);
      return reversed;
    }),
  };
  rooms.set(size, room);
  return room;
}

/**
 * The power spectrum of windowed real samples by a fast Fourier transform of half the size on pairs of samples.
 * A sine of peak amplitude A at the middle of bin k gives about A² in `power[k]`, whatever the size.
 */
export class Spectrum {
  readonly size: number;
  private readonly room: Room;

  /** `size`: a power of two, 16 to 4,096. The window is Hann's. */
  constructor(size: number) {
    this.size = size;
    this.room = roomOf(size);
  }

  /**
   * Analyses `size` samples of `samples` from `from` on, and gives the power of bins 0 to size/2, bin k at k × 8,000 /
   * size Hz. The array is used again by the next call of any spectrum of this size.
   */
  analyse(samples: Float64Array, from: number): Float64Array {
    const { size } = this;
    const { re, im, window, reversed, cos, sin, power } = this.room;
    const half = size >> 1;
    for (let n = 0; n < half; n++) {
      const to = reversed[n]!;
      re[to] = samples[from + 2 * n]! * window[2 * n]!;
      im[to] = samples[from + 2 * n + 1]! * window[2 * n + 1]!;
    }
    firstTwo(re, im, half);
    // The twiddle factors are those of `size`, so a span of butterflies takes every (size / span)th. Two stages at a
    // time, so that each sample is fetched and put away half as often; one alone where their number is odd.
    let span = 8;
    if ((Math.log2(half) & 1) === 1) {
      single(re, im, cos, sin, half, span);
      span <<= 1;
    }
    for (; span <= half; span <<= 2) double(re, im, cos, sin, half, span);
    const dc = re[0]! + im[0]!;
    const nyquist = re[0]! - im[0]!;
    power[0] = dc * dc;
    power[half] = nyquist * nyquist;
    for (let k = 1; k < half; k++) {
      const mirror = half - k;
      const evenRe = (re[k]! + re[mirror]!) / 2;
      const evenIm = (im[k]! - im[mirror]!) / 2;
      const oddRe = (im[k]! + im[mirror]!) / 2;
      const oddIm = (re[mirror]! - re[k]!) / 2;
      const c = cos[k]!;
      const s = sin[k]!;
      const xRe = evenRe + oddRe * c + oddIm * s;
      const xIm = evenIm + oddIm * c - oddRe * s;
      power[k] = xRe * xRe + xIm * xIm;
    }
    return power;
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

/** The frequency of a sine that peaks in bin `k` of a Hann-windowed power spectrum, in bins. */
export function interpolatedPeak(power: Float64Array, k: number): number {
  const centre = Math.sqrt(power[k]!);
  const below = Math.sqrt(power[k - 1] ?? 0);
  const above = Math.sqrt(power[k + 1] ?? 0);
  const sign = above >= below ? 1 : -1;
  const ratio = Math.max(above, below) / Math.max(centre, 1e-9);
  return k + sign * Math.min(0.5, Math.max(0, (2 * ratio - 1) / (ratio + 1)));
}
