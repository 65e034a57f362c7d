import { Fourier } from './fourier.ts';

/**
 * What spectra of one size share: tables, and the room in which one is computed. A thousand calls that each had their
 * own would push one another out of the processor's cache.
 */
interface Room {
  /** What was analysed last, of which `power` holds the spectrum. */
  readonly analysed: Int16Array;
  readonly power: Float64Array;
  readonly window: Float64Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly fourier: Fourier;
}

const rooms = new Map<number, Room>();

function roomOf(size: number): Room {
  const known = rooms.get(size);
  if (known !== undefined) return known;
  const half = size / 2;
  const room: Room = {
    analysed: new Int16Array(size),
    power: new Float64Array(half + 1),
    // Hann's mean is 1/2, and a real sine gives half its amplitude to each side: × 4 / size.
    window: Float64Array.from(
      { length: size },
      (_, n) => ((0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)) * 4) / size,
    ),
    re: new Float64Array(half),
    im: new Float64Array(half),
    fourier: new Fourier(half),
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
  analyse(samples: Int16Array, from: number): Float64Array {
    const { size } = this;
    const { analysed, re, im, window, power, fourier } = this.room;
    const { reversed, cos, sin } = fourier;
    const half = size >> 1;
    // The texture and the print of a sound look at the same samples one after the other.
    if (isSame(samples, from, analysed)) return power;
    analysed.set(samples.subarray(from, from + size));
    for (let n = 0; n < half; n++) {
      const to = reversed[n]!;
      re[to] = samples[from + 2 * n]! * window[2 * n]!;
      im[to] = samples[from + 2 * n + 1]! * window[2 * n + 1]!;
    }
    fourier.transform(re, im);
    const dc = re[0]! + im[0]!;
    const nyquist = re[0]! - im[0]!;
    power[0] = dc * dc;
    power[half] = nyquist * nyquist;
    // Bins k and half − k are made of the same sums.
    for (let k = 1; 2 * k <= half; k++) {
      const mirror = half - k;
      const evenRe = (re[k]! + re[mirror]!) / 2;
      const evenIm = (im[k]! - im[mirror]!) / 2;
      const oddRe = (im[k]! + im[mirror]!) / 2;
      const oddIm = (re[mirror]! - re[k]!) / 2;
      const c = cos[k]!;
      const s = sin[k]!;
      const turnedRe = oddRe * c + oddIm * s;
      const turnedIm = oddIm * c - oddRe * s;
      const sumRe = evenRe + turnedRe;
      const sumIm = evenIm + turnedIm;
      const lessRe = evenRe - turnedRe;
      const lessIm = evenIm - turnedIm;
      power[k] = sumRe * sumRe + sumIm * sumIm;
      power[mirror] = lessRe * lessRe + lessIm * lessIm;
    }
    return power;
  }
}

/** Whether samples from `from` on are those that were analysed last; tells at the first when they are not. */
function isSame(samples: Int16Array, from: number, analysed: Int16Array): boolean {
  for (let n = 0; n < analysed.length; n++) if (samples[from + n] !== analysed[n]) return false;
  return true;
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
