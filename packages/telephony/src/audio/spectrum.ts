/**
 * The power spectrum of windowed real samples by a fast Fourier transform of half the size on pairs of samples.
 * A sine of peak amplitude A at the middle of bin k gives about A² in `power[k]`, whatever the size.
 */
export class Spectrum {
  readonly size: number;
  /** Bins 0 to size/2, bin k at k × 8,000 / size Hz. Used again by each call. */
  readonly power: Float64Array;
  private readonly window: Float64Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  private readonly reversed: Uint16Array;

  /** `size`: a power of two, 16 to 4,096. The window is Hann's. */
  constructor(size: number) {
    const half = size / 2;
    this.size = size;
    this.power = new Float64Array(half + 1);
    // Hann's mean is 1/2, and a real sine gives half its amplitude to each side: × 4 / size.
    this.window = Float64Array.from(
      { length: size },
      (_, n) => ((0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)) * 4) / size,
    );
    this.re = new Float64Array(half);
    this.im = new Float64Array(half);
    this.cos = Float64Array.from({ length: half }, (_, n) => Math.cos((2 * Math.PI * n) / size));
    this.sin = Float64Array.from({ length: half }, (_, n) => Math.sin((2 * Math.PI * n) / size));
    const bits = Math.log2(half);
    this.reversed = Uint16Array.from({ length: half }, (_, n) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((n >> bit) & 1) << (bits - 1 - bit);
      return reversed;
    });
  }

  /** Analyses `size` samples of `samples` from `from` on, and gives the power of each bin. */
  analyse(samples: Float64Array, from: number): Float64Array {
    const { re, im, window, reversed, cos, sin, size, power } = this;
    const half = size >> 1;
    for (let n = 0; n < half; n++) {
      const to = reversed[n]!;
      re[to] = samples[from + 2 * n]! * window[2 * n]!;
      im[to] = samples[from + 2 * n + 1]! * window[2 * n + 1]!;
    }
    // The twiddle factors are those of `size`, so a span of butterflies takes every (size / span)th.
    for (let span = 2; span <= half; span <<= 1) {
      const reach = span >> 1;
      const stride = size / span;
      for (let start = 0; start < half; start += span) {
        for (let n = 0, turn = 0; n < reach; n++, turn += stride) {
          const a = start + n;
          const b = a + reach;
          const c = cos[turn]!;
          const s = sin[turn]!;
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

/** The frequency of a sine that peaks in bin `k` of a Hann-windowed power spectrum, in bins. */
export function interpolatedPeak(power: Float64Array, k: number): number {
  const centre = Math.sqrt(power[k]!);
  const below = Math.sqrt(power[k - 1] ?? 0);
  const above = Math.sqrt(power[k + 1] ?? 0);
  const sign = above >= below ? 1 : -1;
  const ratio = Math.max(above, below) / Math.max(centre, 1e-9);
  return k + sign * Math.min(0.5, Math.max(0, (2 * ratio - 1) / (ratio + 1)));
}
