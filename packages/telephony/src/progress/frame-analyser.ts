import { dbm0OfMeanSquare } from '../audio/level.ts';
import { interpolatedPeak, Spectrum } from '../audio/spectrum.ts';

export const FRAME_SAMPLES = 160;
export const FRAME_MS = 20;
/** A frame is looked at in four blocks of 5 ms to find the edges of tones. */
export const BLOCKS = 4;
export const BLOCK_MS = FRAME_MS / BLOCKS;
const BLOCK_SAMPLES = FRAME_SAMPLES / BLOCKS;
const SIZE = 256;
const BIN_HZ = 8000 / SIZE;
/** Below 94 Hz is hum, above 3.8 kHz the channel's edge. */
const LOWEST_BIN = 3;
const HIGHEST_BIN = 121;
/** Below this there is nothing to analyse: about the idle noise of G.711. */
const DEAF_DBM0 = -63;
/** Hann's main lobe. */
const LOBE_BINS = 2;

/** Pitch is sought at 4 kHz, from 70 to 400 Hz. */
const SHORTEST_LAG = 10;
const LONGEST_LAG = 57;
const CORRELATED = 120;
/** Lags are correlated so many at a time: sums that do not wait for one another take a third of the time. */
const AT_ONCE = 4;
const HALVED = CORRELATED + LONGEST_LAG;
/** Room for one frame's work, which all calls share: their own would push one another out of the processor's cache. */
const halved = new Float64Array(HALVED);
const products = new Float64Array(LONGEST_LAG + 1);

/**
 * The features of the last 20 ms of a call. The spectrum reaches 12 ms further back, the pitch 24 ms. The fields are
 * overwritten by each `analyse`.
 */
export class FrameAnalyser {
  levelDbm0 = -90;
  readonly blockDbm0 = new Float64Array(BLOCKS).fill(-90);
  /** Whether there was enough sound for the fields below; they are 0 otherwise. */
  isAudible = false;
  /** The strongest tone: its frequency, and its share of the power from 94 Hz to 3.8 kHz. */
  peakHz = 0;
  purity = 0;
  /** The second tone at least 94 Hz away, and the share of both together. */
  secondHz = 0;
  pairPurity = 0;
  /** The second tone's power over the first's, in dB (negative). */
  twistDb = 0;
  /** The share of the power below 1 kHz. */
  lowShare = 0;
  /** The autocorrelation at the best lag of a voice's pitch, 0 to 1. */
  harmonicity = 0;
  pitchHz = 0;

  private readonly spectrum = new Spectrum(SIZE);
  /** The last 512 samples; the newest at the end. */
  readonly history = new Int16Array(512);

  /** Takes the next 160 samples. `wantsPitch` asks for the costly search of the pitch. */
  analyse(frame: Int16Array, wantsPitch: boolean): void {
    const { history } = this;
    history.copyWithin(0, FRAME_SAMPLES);
    history.set(frame, history.length - FRAME_SAMPLES);
    let total = 0;
    for (let block = 0; block < BLOCKS; block++) {
      let sum = 0;
      const start = block * BLOCK_SAMPLES;
      for (let n = start; n < start + BLOCK_SAMPLES; n++) sum += frame[n]! * frame[n]!;
      this.blockDbm0[block] = dbm0OfMeanSquare(sum / BLOCK_SAMPLES);
      total += sum;
    }
    this.levelDbm0 = dbm0OfMeanSquare(total / FRAME_SAMPLES);
    this.isAudible = this.levelDbm0 > DEAF_DBM0;
    this.harmonicity = 0;
    this.pitchHz = 0;
    if (!this.isAudible) {
      this.peakHz = this.purity = this.secondHz = this.pairPurity = this.lowShare = 0;
      return;
    }
    this.findTones();
    if (wantsPitch) this.findPitch();
  }

  private findTones(): void {
    const power = this.spectrum.analyse(this.history, this.history.length - SIZE);
    let total = 1e-9;
    let low = 0;
    let peak = LOWEST_BIN;
    for (let k = LOWEST_BIN; k <= HIGHEST_BIN; k++) {
      const value = power[k]!;
      total += value;
      if (k <= 32) low += value;
      if (value > power[peak]!) peak = k;
    }
    let second = -1;
    for (let k = LOWEST_BIN; k <= HIGHEST_BIN; k++) {
      if (Math.abs(k - peak) <= LOBE_BINS) continue;
      if (second < 0 || power[k]! > power[second]!) second = k;
    }
    const first = this.lobe(power, peak);
    this.peakHz = interpolatedPeak(power, peak) * BIN_HZ;
    this.purity = first / total;
    this.lowShare = low / total;
    const other = this.lobe(power, second);
    this.secondHz = interpolatedPeak(power, second) * BIN_HZ;
    // Lobes that overlap would be counted twice.
    this.pairPurity = Math.min(1, (first + other) / total);
    this.twistDb = 10 * Math.log10((other + 1e-9) / (first + 1e-9));
  }

  private lobe(power: Float64Array, k: number): number {
    let sum = 0;
    for (let n = k - LOBE_BINS; n <= k + LOBE_BINS; n++) sum += power[n] ?? 0;
    return sum;
  }

  private findPitch(): void {
    halve(this.history);
    for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag += AT_ONCE) correlate(lag);
    let energy = 1;
    for (let n = LONGEST_LAG; n < HALVED; n++) energy += halved[n]! * halved[n]!;
    // The energy of the delayed stretch, kept up to date while the lag grows.
    let delayed = 1;
    for (let n = LONGEST_LAG; n < HALVED; n++) {
      const sample = halved[n - SHORTEST_LAG]!;
      delayed += sample * sample;
    }
    let previous = 0;
    let rising = false;
    for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
      const correlation = products[lag]! / Math.sqrt(energy * delayed);
      // Only a maximum counts: a slow hum correlates at every lag. A longer lag must be clearly better.
      if (rising && correlation < previous && previous > this.harmonicity + 0.02) {
        this.harmonicity = Math.min(1, previous);
        this.pitchHz = 4000 / (lag - 1);
      }
      rising = correlation > previous;
      previous = correlation;
      const entering = halved[LONGEST_LAG - lag - 1] ?? 0;
      const leaving = halved[HALVED - lag - 1]!;
      delayed = Math.max(1, delayed + entering * entering - leaving * leaving);
    }
  }
}

/** The newest samples at 4 kHz. */
function halve(history: Int16Array): void {
  const from = history.length - 2 * HALVED;
  for (let n = 0; n < HALVED; n++) {
    halved[n] = history[from + 2 * n]! + history[from + 2 * n + 1]!;
  }
}

/**
 * The products of the newest stretch with what stands `lag` and the next three lags before it. A sample that stands one
 * lag before this one stands two before the next: four steps at a time fetch each once.
 */
function correlate(lag: number): void {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let a = halved[LONGEST_LAG - lag - 1]!;
  let b = halved[LONGEST_LAG - lag - 2]!;
  let c = halved[LONGEST_LAG - lag - 3]!;
  for (let n = LONGEST_LAG; n < HALVED; n += AT_ONCE) {
    const before = n - lag;
    let sample = halved[n]!;
    const d = halved[before]!;
    first += sample * d;
    second += sample * a;
    third += sample * b;
    fourth += sample * c;
    sample = halved[n + 1]!;
    c = halved[before + 1]!;
    first += sample * c;
    second += sample * d;
    third += sample * a;
    fourth += sample * b;
    sample = halved[n + 2]!;
    b = halved[before + 2]!;
    first += sample * b;
    second += sample * c;
    third += sample * d;
    fourth += sample * a;
    sample = halved[n + 3]!;
    a = halved[before + 3]!;
    first += sample * a;
    second += sample * b;
    third += sample * c;
    fourth += sample * d;
  }
  products[lag] = first;
  products[lag + 1] = second;
  products[lag + 2] = third;
  products[lag + 3] = fourth;
}
